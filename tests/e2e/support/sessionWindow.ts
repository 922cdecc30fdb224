import type { Page } from 'playwright';

/** The technician asks, the customer's click opens the window of its own; nothing is shared yet. */
export async function openSessionWindow(console: Page, portal: Page): Promise<Page> {
  await console.getByRole('button', { name: 'Upgrade' }).click();
  await console.getByRole('button', { name: 'Ask now' }).click();
  const opened = portal.context().waitForEvent('page');
  await portal.getByRole('button', { name: 'Share my screen' }).click();
  const session = await opened;
  await session.getByRole('button', { name: 'Share my screen' }).waitFor();
  return session;
}

/** Gives a page something that moves on a ground of that colour, below everything else. */
export async function paint(page: Page, colour: string): Promise<void> {
  await page.evaluate((wanted) => {
    const known = document.getElementById('painted');
    const canvas = known instanceof HTMLCanvasElement ? known : document.createElement('canvas');
    canvas.dataset['colour'] = wanted;
    if (known) return;
    canvas.id = 'painted';
    [canvas.width, canvas.height] = [200, 120];
    canvas.style.cssText =
      'position:fixed;inset:0;z-index:10;width:100vw;height:100vh;pointer-events:none';
    document.body.append(canvas);
    const context = canvas.getContext('2d');
    let frame = 0;
    const draw = (): void => {
      frame += 1;
      if (context) {
        context.fillStyle = canvas.dataset['colour'] ?? '';
        context.fillRect(0, 0, 200, 120);
        // What makes every frame another one.
        context.fillStyle = frame % 2 ? '#000' : '#fff';
        context.fillRect(0, 0, 4, 4);
      }
      requestAnimationFrame(draw);
    };
    draw();
  }, colour);
}

/** What the technician's page shows of the shared screen at this moment. */
export type Seen = 'red' | 'blue' | 'nothing' | 'other';

/**
 * Looks at the technician's page at every frame of its own: at each video that could be seen, what is
 * in it, whatever lies over it. A frame that stands still in a video is one that is shown.
 */
export async function watchPixels(console: Page): Promise<void> {
  await console.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [8, 8];
    const context = canvas.getContext('2d', { willReadFrequently: true });
    const looks: { at: number; seen: Seen }[] = [];
    const colourIn = (video: HTMLVideoElement): Seen => {
      if (!context || video.readyState < 2) return 'nothing';
      context.clearRect(0, 0, 8, 8);
      context.drawImage(video, 0, 0, 8, 8);
      const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(5, 5, 1, 1).data;
      if (alpha === 0) return 'nothing';
      if (red > 150 && green < 90 && blue < 90) return 'red';
      if (blue > 150 && green < 90 && red < 90) return 'blue';
      return 'other';
    };
    const look = (): void => {
      const seen = [...document.querySelectorAll('video')].map(colourIn);
      const shown = seen.find((one) => one !== 'nothing') ?? 'nothing';
      looks.push({ at: performance.now(), seen: shown });
      requestAnimationFrame(look);
    };
    look();
    Object.assign(window, { looks });
  });
}

/** Everything that was seen so far, one entry for each change, oldest first. */
export function seenSoFar(console: Page): Promise<Seen[]> {
  return console.evaluate(() => {
    const { looks } = window as unknown as { looks: { seen: Seen }[] };
    return looks.map(({ seen }) => seen).filter((seen, at, all) => seen !== all[at - 1]);
  });
}

export async function waitToSee(console: Page, seen: Seen): Promise<void> {
  await console.waitForFunction(
    (wanted) => (window as unknown as { looks: { seen: Seen }[] }).looks.at(-1)?.seen === wanted,
    seen,
    { timeout: 15_000 },
  );
}
