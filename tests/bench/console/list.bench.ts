/*
 * Frames while the console's list of ten thousand requests is scrolled, beside a bare page of the
 * same height that has nothing in it to draw. Rounds are interleaved; the table shows medians.
 *
 *   node tests/bench/console/list.bench.ts [seconds of each round] [rounds] [requests] [pixels a second]
 */
import type { Page } from 'playwright';
import { launchBrowser } from '../../support/browser/launchBrowser.ts';
import { insertRequests } from '../../support/installation/manyRequests.ts';
import {
  demoPassword,
  startTestInstallation,
} from '../../support/installation/testInstallation.ts';

const roundMs = Number(process.argv[2] ?? 5) * 1_000;
const rounds = Number(process.argv[3] ?? 5);
const count = Number(process.argv[4] ?? 10_000);
/** As fast as somebody who looks for something: twenty rows a second, a quarter of a row a frame. */
const pixelsPerSecond = Number(process.argv[5] ?? 1_760);

interface Figures {
  framesPerSecond: number;
  /** The longest time between two frames, in milliseconds. */
  worstMs: number;
  longTasks: number;
}

/** @param selector names the element that scrolls, in the page */
async function scroll(page: Page, selector: string): Promise<Figures> {
  return page.evaluate(
    ({ selector, roundMs, pixelsPerSecond }) =>
      new Promise<Figures>((resolve, reject) => {
        const element = document.querySelector(selector);
        if (!element) {
          reject(new Error(`nothing is ${selector}`));
          return;
        }
        let longTasks = 0;
        const observer = new PerformanceObserver((tasks) => {
          longTasks += tasks.getEntries().length;
        });
        observer.observe({ entryTypes: ['longtask'] });
        let frames = 0;
        let worstMs = 0;
        let lastAt = performance.now();
        const startedAt = lastAt;
        element.scrollTop = 0;
        const step = (at: number): void => {
          frames += 1;
          if (frames > 1) worstMs = Math.max(worstMs, at - lastAt);
          lastAt = at;
          element.scrollTop = ((at - startedAt) / 1_000) * pixelsPerSecond;
          if (at - startedAt < roundMs) requestAnimationFrame(step);
          else {
            observer.disconnect();
            resolve({ framesPerSecond: (frames / (at - startedAt)) * 1_000, worstMs, longTasks });
          }
        };
        requestAnimationFrame(step);
      }),
    { selector, roundMs, pixelsPerSecond },
  );
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const installation = await startTestInstallation({ LOG_LEVEL: 'silent' });
const browser = await launchBrowser();
try {
  await insertRequests(installation, count);
  const desk = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en' });
  const startedAt = performance.now();
  await desk.goto(`${installation.url}/console`);
  await desk.getByLabel('E-mail').fill('tech@demo.test');
  await desk.getByLabel('Password').fill(demoPassword);
  await desk.getByRole('button', { name: 'Sign in' }).click();
  await desk.getByRole('list', { name: 'Other requests' }).waitFor();
  const firstMs = performance.now() - startedAt;
  await desk.getByText(`${count} requests`, { exact: true }).waitFor();
  const allMs = performance.now() - startedAt;
  console.info(
    `first page of the list after ${Math.round(firstMs)} ms, sign-in included; all ${count} after ${Math.round(allMs)} ms`,
  );

  const floor = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await floor.setContent(
    `<main style="height:600px;overflow:auto"><div style="height:${count * 88}px"></div></main>`,
  );
  const list = 'nav ul[role=list]';
  await desk
    .locator(list)
    .evaluate((element) => element.parentElement?.setAttribute('id', 'scrolled'));

  const results: Record<'list' | 'floor', Figures[]> = { list: [], floor: [] };
  for (let round = 0; round < rounds; round += 1) {
    await floor.bringToFront();
    results.floor.push(await scroll(floor, 'main'));
    await desk.bringToFront();
    results.list.push(await scroll(desk, '#scrolled'));
  }
  const row = (figures: Figures[]) => ({
    'frames/s': Math.round(median(figures.map(({ framesPerSecond }) => framesPerSecond)) * 10) / 10,
    'worst frame ms': Math.round(median(figures.map(({ worstMs }) => worstMs))),
    'long tasks': median(figures.map(({ longTasks }) => longTasks)),
  });
  const table = { 'bare floor': row(results.floor), [`${count} requests`]: row(results.list) };
  console.table(table);
  const [bare, whole] = Object.values(table);
  console.info(
    `ratio of frames: ${((whole?.['frames/s'] ?? 0) / (bare?.['frames/s'] ?? 1)).toFixed(3)}`,
  );
} finally {
  await browser.close();
  await installation.close();
}
