/*
 * How long each page of the reports takes over many generated sessions, on both databases; the
 * target is 200 ms. Questions are asked one after another, as one reader does.
 *
 *   npm run bench:reports [sessions] [times each is asked] [folder] [only questions with this in their names]
 *
 * What was generated stays in the folder, where one is named, and is found there by the next run.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFigures } from '../figures.ts';
import { median, percentile } from '../statistics.ts';
import { describeGenerated } from './generate.ts';
import { openSubjects, type Subject } from './subjects.ts';
import { questionsOf } from './questions.ts';

const sessions = Number(process.argv[2] ?? 1_000_000);
const times = Number(process.argv[3] ?? 20);
const kept = process.argv[4];
const only = process.argv[5] ?? '';
const targetMs = 200;

interface Found {
  p50: number;
  p95: number;
}

async function measure({ storage, made }: Subject): Promise<Map<string, Found>> {
  const { reports } = storage.forAccount(made.accountId);
  const found = new Map<string, Found>();
  for (const { name: question, ask } of questionsOf(reports, describeGenerated(made))) {
    if (!question.includes(only)) continue;
    const took: number[] = [];
    // The first one warms the file's pages, as the day's first reader does.
    for (let at = 0; at <= times; at++) {
      const before = performance.now();
      await ask(at);
      if (at > 0) took.push(performance.now() - before);
    }
    found.set(question, { p50: median(took), p95: percentile(took, 0.95) });
  }
  return found;
}

const directory = kept ?? mkdtempSync(join(tmpdir(), 'beside-bench-'));
mkdirSync(directory, { recursive: true });
const results = new Map<string, Map<string, Found>>();
try {
  for await (const subject of openSubjects(directory, sessions)) {
    results.set(subject.name, await measure(subject));
  }
} finally {
  if (kept === undefined) rmSync(directory, { recursive: true, force: true });
}

const questions = [...(results.values().next().value?.keys() ?? [])];
console.table(
  Object.fromEntries(
    questions.map((question) => [
      question,
      Object.fromEntries(
        [...results].flatMap(([name, found]) => {
          const { p50, p95 } = found.get(question) ?? { p50: Number.NaN, p95: Number.NaN };
          const over = p95 > targetMs ? ' !' : '';
          return [
            [`${name} p50, ms`, Math.round(p50)],
            [`${name} p95, ms`, `${Math.round(p95)}${over}`],
          ];
        }),
      ),
    ]),
  ),
);
await writeFigures('reports', {
  sessions,
  targetMs,
  found: Object.fromEntries([...results].map(([name, found]) => [name, Object.fromEntries(found)])),
});
