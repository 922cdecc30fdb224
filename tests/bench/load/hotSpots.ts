/*
 * Where the time of CPU profiles goes: the functions with the most time of their own, and with the
 * most including what they call. `npm run bench:load -- --profile` leaves profiles in `.bench`.
 *
 *   node tests/bench/load/hotSpots.ts [--last SECONDS] FILE.cpuprofile…
 *
 * `--last` leaves out what was before, so that the start and the connecting do not count.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

interface Profile {
  nodes: { id: number; callFrame: Frame; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
}

interface Frame {
  functionName: string;
  url: string;
  lineNumber: number;
}

const shown = 45;

function nameOf({ functionName, url, lineNumber }: Frame): string {
  const place = url.split('/').slice(-3).join('/');
  return `${functionName || '(anonymous)'} ${place}:${lineNumber + 1}`;
}

function add(sums: Map<string, number>, name: string, us: number): void {
  sums.set(name, (sums.get(name) ?? 0) + us);
}

function show(title: string, sums: Map<string, number>, totalUs: number): void {
  console.log(title);
  const sorted = [...sums].sort(([, a], [, b]) => b - a).slice(0, shown);
  for (const [name, us] of sorted) console.log(`${((us / totalUs) * 100).toFixed(1)} %  ${name}`);
}

const { values, positionals } = parseArgs({
  options: { last: { type: 'string', default: 'Infinity' } },
  allowPositionals: true,
});
const lastUs = Number(values.last) * 1e6;

for (const file of positionals) {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8')) as Profile;
  const [byId, parents] = [new Map<number, Frame>(), new Map<number, number>()];
  for (const { id, callFrame, children = [] } of nodes) {
    byId.set(id, callFrame);
    for (const child of children) parents.set(child, id);
  }
  const [self, inclusive] = [new Map<string, number>(), new Map<string, number>()];
  let busyUs = 0;
  let leftUs = timeDeltas.reduce((sum, us) => sum + us, 0);
  samples.forEach((sample, at) => {
    const us = timeDeltas[at] ?? 0;
    leftUs -= us;
    const frame = byId.get(sample);
    if (leftUs > lastUs || !frame || frame.functionName === '(idle)') return;
    busyUs += us;
    add(self, nameOf(frame), us);
    const seen = new Set<string>();
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
      const above = byId.get(id);
      if (above) seen.add(nameOf(above));
    }
    for (const name of seen) add(inclusive, name, us);
  });
  console.log(`\n${file}: busy for ${(busyUs / 1e6).toFixed(2)} s`);
  show('by itself', self, busyUs);
  show('with what it calls', inclusive, busyUs);
}
