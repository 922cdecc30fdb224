import { join } from 'node:path';
import { launchBrowser } from '../../support/browser/launchBrowser.ts';
import type { Contender, Way } from './contenders.ts';
import { figuresFolder, writeFigures } from '../figures.ts';
import { median } from '../statistics.ts';
import type { Figures } from './measure.ts';

interface Result {
  contender: Contender;
  figures: Figures[];
}

interface Row {
  what: string;
  way: Way;
  floor: number;
  product: number;
  /** Product to floor. */
  ratio: number;
}

const measured: { what: string; only?: Way; pick: (figures: Figures) => number }[] = [
  { what: 'first frame, ms', pick: ({ firstFrameMs }) => firstFrameMs },
  { what: 'glass to glass, ms', pick: ({ latencyMs }) => latencyMs },
  { what: 'frames a second', pick: ({ framesPerS }) => framesPerS },
  { what: 'longest gap, ms', pick: ({ longestGapMs }) => longestGapMs },
  { what: 'Mbit/s of picture', pick: ({ mbitPerS }) => mbitPerS },
  { what: 'sharer, cores', pick: ({ sharerCpu }) => sharerCpu },
  { what: 'viewer, cores', pick: ({ viewerCpu }) => viewerCpu },
  { what: 'server, cores', pick: ({ serverCpu }) => serverCpu },
  { what: 'relay worker, cores', only: 'relay', pick: ({ workerCpu }) => workerCpu },
  { what: 'sessions a relay core', only: 'relay', pick: ({ workerCpu }) => 1 / workerCpu },
  { what: 'shown width, px', pick: ({ shownWidth }) => shownWidth },
  { what: 'picture height', pick: ({ height }) => height },
];

/**
 * Prints the ratios, and writes `.bench/media.json` and `.bench/media.png`.
 *
 * @param memory of the server for each relayed session, in MB
 */
export async function report(
  results: Result[],
  memory: Record<Contender['name'], number>,
): Promise<void> {
  const of = (name: Contender['name'], way: Way): Figures[] =>
    results.find(({ contender }) => contender.name === name && contender.way === way)?.figures ??
    [];
  const ways = [...new Set(results.map(({ contender }) => contender.way))];
  const rows: Row[] = ways.flatMap((way) =>
    measured
      .filter(({ only = way }) => only === way)
      .map(({ what, pick }) => {
        const floor = median(of('floor', way).map(pick));
        const product = median(of('product', way).map(pick));
        return { what, way, floor, product, ratio: product / floor };
      }),
  );
  const { floor, product } = memory;
  if (ways.includes('relay')) {
    rows.push({
      what: 'server MB a session',
      way: 'relay',
      floor,
      product,
      ratio: product / floor,
    });
  }
  console.table(
    Object.fromEntries(
      rows.map(({ what, way, ...values }) => [
        `${way}: ${what}`,
        Object.fromEntries(Object.entries(values).map(([key, value]) => [key, rounded(value)])),
      ]),
    ),
  );
  const sessions = results.map(({ contender, figures }) => ({
    name: contender.name,
    way: contender.way,
    figures,
  }));
  await writeFigures('media', { rows, sessions });
  await takePicture(rows);
}

function rounded(value: number): number {
  return Number(value.toFixed(Math.abs(value) < 10 ? 2 : 0));
}

/** Each figure as two bars, the floor's and ours; the longer one fills the line. */
async function takePicture(rows: Row[]): Promise<void> {
  const bar = (value: number, most: number, colour: string): string =>
    `<div style="background:${colour};width:${(value / most) * 100}%">${rounded(value)}</div>`;
  const lines = rows.map(({ what, way, floor, product, ratio }) => {
    const most = Math.max(floor, product, Number.MIN_VALUE);
    return `<section><h2>${way}: ${what} <b>${rounded(ratio)} ×</b></h2>${bar(floor, most, '#9aa5b1')}${bar(product, most, '#2f7fd1')}</section>`;
  });
  const html = `<style>body{font:14px sans-serif;margin:24px;display:grid;grid-template-columns:1fr 1fr;gap:12px 32px}h1{grid-column:1/-1;font-size:18px;margin:0}h2{font-size:13px;font-weight:400;margin:0 0 4px}section div{color:#fff;padding:2px 6px;box-sizing:border-box;min-width:40px;margin-bottom:2px;white-space:nowrap}</style><h1>Beside (blue) and the bare floor (grey)</h1>${lines.join('')}`;
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  await page.setContent(html);
  await page.screenshot({ path: join(figuresFolder, 'media.png'), fullPage: true });
  await browser.close();
}
