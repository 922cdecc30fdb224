import { expect, test } from 'vitest';
import { Connection } from './connection.ts';
import { SqliteError } from './errors.ts';
import type { Reply, Step } from './protocol.ts';
import { Reads } from './reads.ts';

function open() {
  const connection = new Connection(':memory:', 'read');
  const sent: number[] = [];
  const reads = new Reads({
    send: (steps: readonly Step[]): Promise<Reply> => {
      sent.push(steps.length);
      return Promise.resolve(connection.run(1, steps));
    },
  });
  const ask = async (sql: string, ...parameters: number[]): Promise<unknown> =>
    (await reads.ask({ sql, parameters })).rows[0]?.['n'];
  return { sent, ask };
}

test('[C2] what is asked in one turn goes to the thread together, and each gets its own answer', async () => {
  const { sent, ask } = open();
  const asked = [1, 2, 3].map((n) => ask('select ? as n', n));
  expect(await Promise.all(asked)).toEqual([1, 2, 3]);
  expect(await ask('select 4 as n')).toBe(4);
  expect(sent).toEqual([3, 1]);
});

test('[C2] one that fails takes no other with it', async () => {
  const { ask } = open();
  const outcomes = await Promise.allSettled([
    ask('select 1 as n'),
    ask('nonsense'),
    ask('select 2 as n'),
  ]);
  expect(outcomes).toMatchObject([
    { value: 1 },
    { status: 'rejected', reason: expect.any(SqliteError) },
    { value: 2 },
  ]);
});

test('[C2] where the thread is lost, everybody who asked is told', async () => {
  const lost = new Error('lost');
  const reads = new Reads({ send: () => Promise.reject(lost) });
  const statement = { sql: 'select 1', parameters: [] };
  const outcomes = await Promise.allSettled([reads.ask(statement), reads.ask(statement)]);
  expect(outcomes).toMatchObject([{ reason: lost }, { reason: lost }]);
});
