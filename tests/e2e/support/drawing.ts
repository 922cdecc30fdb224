import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';

export interface Edges {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The colours of the first technician, a second one and the customer, as they are painted. */
export const red = [212, 56, 13] as const;
export const purple = [123, 44, 191] as const;
export const blue = [11, 87, 208] as const;
/** What they are drawn around. */
export const green = [0, 160, 0] as const;
type Colour = readonly [number, number, number];

/** Of a busy machine. */
const patience = { timeout: 30_000 };

/**
 * Between which edges something of a colour is on a canvas or a video, in CSS px of its window;
 * `null` where there is nothing. What it is blended with counts by its share.
 */
export function edgesOf(picture: Locator, colour: Colour): Promise<Edges | null> {
  return picture.evaluate((element: HTMLCanvasElement | HTMLVideoElement, [red, green, blue]) => {
    const isVideo = element.localName === 'video';
    const video = element as HTMLVideoElement;
    // A copy: what is read back often would be moved out of the graphics card.
    const canvas = document.createElement('canvas');
    canvas.width = isVideo ? video.videoWidth : (element as HTMLCanvasElement).width;
    canvas.height = isVideo ? video.videoHeight : (element as HTMLCanvasElement).height;
    if (canvas.width === 0) return null;
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    context.drawImage(element, 0, 0);
    const { width, height } = canvas;
    const { data } = context.getImageData(0, 0, width, height);
    const edges = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const at = (y * width + x) * 4;
        const off =
          Math.abs(data[at]! - red) +
          Math.abs(data[at + 1]! - green) +
          Math.abs(data[at + 2]! - blue);
        if (off > 150 || data[at + 3]! < 128) continue;
        edges.left = Math.min(edges.left, x);
        edges.right = Math.max(edges.right, x + 1);
        edges.top = Math.min(edges.top, y);
        edges.bottom = Math.max(edges.bottom, y + 1);
      }
    }
    if (edges.left > edges.right) return null;
    // A video is fitted into its box, a canvas fills it.
    const box = element.getBoundingClientRect();
    const scale = Math.min(box.width / width, box.height / height);
    const left = box.left + (box.width - width * scale) / 2;
    const top = box.top + (box.height - height * scale) / 2;
    return {
      left: left + edges.left * scale,
      right: left + edges.right * scale,
      top: top + edges.top * scale,
      bottom: top + edges.bottom * scale,
    };
  }, colour);
}

/**
 * Whether a box lies with the middle of its line on these edges.
 *
 * @param width of the picture, by which its line is the thicker
 */
export function expectEdges(
  drawn: Edges,
  around: Edges,
  { width, within }: { width: number; within: number },
): void {
  const half = 2 * Math.max(0.6, width / 1280);
  const off = [
    drawn.left + half - around.left,
    drawn.top + half - around.top,
    drawn.right - half - around.right,
    drawn.bottom - half - around.bottom,
  ];
  expect(Math.max(...off.map(Math.abs)), `off by ${off.join(', ')}`).toBeLessThanOrEqual(within);
}

/** What is drawn on a page: over its stage, over itself, or in the mirror. */
function layer(page: Page): Locator {
  return page.locator('canvas[data-drawing]');
}

/** Waits until something of a colour is drawn there, and has come to rest. */
export const drawnOn = (page: Page, colour: Colour): Promise<Edges> => atRest(layer(page), colour);

const pointerOn = (page: Page): Locator => page.locator('canvas[data-pointer]');

/** The same of the one pointer that is shown there. */
export const pointedOn = (page: Page, colour: Colour): Promise<Edges> =>
  atRest(pointerOn(page), colour);

export async function expectNoPointer(page: Page): Promise<void> {
  await expect.poll(() => pointerOn(page).count(), patience).toBe(0);
}

async function atRest(picture: Locator, colour: Colour): Promise<Edges> {
  let last = '';
  let edges: Edges | null = null;
  await expect
    .poll(async () => {
      edges = await edgesOf(picture, colour);
      const before = last;
      last = JSON.stringify(edges);
      return edges !== null && last === before;
    }, patience)
    .toBe(true);
  return edges!;
}

export async function expectNothingDrawn(page: Page, colour: Colour): Promise<void> {
  await expect.poll(() => edgesOf(layer(page), colour), patience).toBeNull();
}

/** Takes a tool of the viewer in hand. */
export async function choose(page: Page, tool: string): Promise<void> {
  const button = page.getByRole('button', { name: tool, exact: true });
  await button.and(page.locator(':enabled')).click();
  await button.and(page.locator('[aria-pressed="true"]')).waitFor();
}

export async function drag(
  page: Page,
  from: { x: number; y: number },
  to: { x: number; y: number },
): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
  await page.mouse.move(to.x, to.y);
  await page.mouse.up();
}
