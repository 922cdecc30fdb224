import { setTimeout } from 'node:timers/promises';
import { median } from '../bench/statistics.ts';
import { writeFigures } from '../bench/figures.ts';
import { startServer, type Vitals } from '../fuzz/serverUnderTest.ts';
import { openThePortals } from '../support/installation/people.ts';
import { graph } from './graph.ts';
import { converse, enterTechnicians, type Tally } from './people.ts';

const minutes = Number(process.argv[2] ?? '30');
if (!(minutes > 0)) {
  console.log(
    'Usage: npm run soak [-- MINUTES]\n\nConversations, files, reloads and pages on a server of its own for so long (30), and what\nbecomes of its memory and handles. The first five minutes, or the first third, are not judged.',
  );
  process.exit(2);
}

const atATime = 30;
const sampleMs = 5_000;
const settleMs = 45_000;
const warmUp = Math.min(5 * 60_000, (minutes * 60_000) / 3);

const server = await startServer({ LIMIT_FACTOR: '100' });
await setTimeout(3_000);
const idle = await server.vitals();
await openThePortals(server.url);
const technicians = await enterTechnicians(server.url);
const tally: Tally = { conversations: 0, messages: 0, files: 0, reconnections: 0, failures: [] };
for (const { socket } of technicians) {
  socket.on('disconnect', (reason) => {
    if (performance.now() < end) tally.failures.push(`a technician's line was lost: ${reason}`);
  });
}
const samples: Vitals[] = [];
const began = performance.now();
const end = began + minutes * 60_000;
const working = Array.from({ length: atATime }, (_, at) =>
  converse(server.url, technicians[at % technicians.length]!, tally, () => performance.now() < end),
);
console.log(`▸ ${atATime} conversations at a time for ${minutes} minutes`);
while (performance.now() < end && server.isUp()) {
  await setTimeout(sampleMs);
  samples.push(await server.vitals());
  if (samples.length % 12 === 0) {
    const { rssMiB, heapMiB, handles } = samples.at(-1)!;
    console.log(
      `  ${samples.length / 12} min: ${rssMiB.toFixed(0)} MiB, heap ${heapMiB.toFixed(0)} MiB, ${handles} handles, ${tally.messages} messages${tally.failures.length > 0 ? `, ${tally.failures.length} failures: ${tally.failures[0]}` : ''}`,
    );
  }
}
await Promise.all(working);
for (const page of technicians) page.close();
await setTimeout(settleMs);
const after = await server.vitals();

const judged = samples.slice(Math.floor(warmUp / sampleMs));
const part = Math.max(1, Math.floor(judged.length / 5));
const of = (what: keyof Vitals, some: Vitals[]) => median(some.map((one) => one[what]));
const [early, late] = [judged.slice(0, part), judged.slice(-part)];
const growth = (of('rssMiB', late) / of('rssMiB', early) - 1) * 100;
const heapGrowth = (of('heapMiB', late) / of('heapMiB', early) - 1) * 100;

console.log(
  `\n  memory   ${graph(samples.map(({ rssMiB }) => rssMiB))} ${of('rssMiB', early).toFixed(0)} → ${of('rssMiB', late).toFixed(0)} MiB`,
);
console.log(
  `  heap     ${graph(samples.map(({ heapMiB }) => heapMiB))} ${of('heapMiB', early).toFixed(0)} → ${of('heapMiB', late).toFixed(0)} MiB`,
);
console.log(
  `  handles  ${graph(samples.map(({ handles }) => handles))} idle ${idle.handles}, after ${after.handles}`,
);
console.log(
  `  files    ${graph(samples.map(({ files }) => files))} idle ${idle.files}, after ${after.files}`,
);
console.log(
  `  ${tally.conversations} conversations, ${tally.messages} messages, ${tally.files} files, ${tally.reconnections} reloads\n`,
);

const verdicts: [string, boolean][] = [
  [
    `memory grew by at most 5 % after the warm-up (${growth.toFixed(1)} %, heap ${heapGrowth.toFixed(1)} %)`,
    growth <= 5,
  ],
  [
    'handles and files are back',
    after.handles <= idle.handles + 3 && after.files <= idle.files + 3,
  ],
  // The one that keeps the portals open.
  [`no socket is left but one (${after.sockets})`, after.sockets === 1],
  [
    `nothing failed (${tally.failures.slice(0, 3).join('; ') || 'no failure'})`,
    tally.failures.length === 0,
  ],
  ['the server is up', server.isUp()],
];
for (const [what, holds] of verdicts) console.log(`  ${holds ? '✓' : '✗'} ${what}`);
await writeFigures('soak', { minutes, idle, after, growth, heapGrowth, tally, samples });
await server.stop();
process.exit(verdicts.every(([, holds]) => holds) ? 0 : 1);
