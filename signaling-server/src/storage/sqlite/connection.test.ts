import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Connection } from './connection.ts';
import type { Reply, Statement, Step } from './protocol.ts';

let directory: string;
let connection: Connection;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'beside-connection-'));
  connection = new Connection(join(directory, 'test.sqlite'), 'write');
  run({ do: 'begin' }, write(1, 'create table t (id integer primary key)'), { do: 'commit' });
});
afterEach(() => {
  connection.close();
  rmSync(directory, { recursive: true, force: true });
});

const run = (...steps: Step[]): Reply => connection.run(1, steps);
const statement = (sql: string): Statement => ({ sql, parameters: [] });
const read = (sql: string): Step => ({ do: 'read', query: 1, ...statement(sql) });
const write = (unit: number, ...sqls: string[]): Step => ({
  do: 'write',
  unit,
  statements: sqls.map(statement),
});
const insert = (id: number): string => `insert into t values (${id})`;
const rows = (reply: Reply): unknown => reply.results.map((result) => result.rows.rows);

test.each([
  ['synchronous', 2],
  ['foreign_keys', 1],
  ['fullfsync', 1],
  ['checkpoint_fullfsync', 1],
])('[C2] a commit is durable and checked: %s is %d', (name, value) => {
  const [[row]] = rows(run(read(`PRAGMA ${name}`))) as [[Record<string, unknown>]];
  expect(Object.values(row)).toEqual([value]);
});

test('[C2] a query of a unit whose batch is gone is refused, and never runs on its own', () => {
  const query: Step = { do: 'query', unit: 1, query: 1, ...statement(insert(1)) };
  expect(run(query).lost).toBeDefined();
  expect(run(write(1, insert(2)), { do: 'commit' }).lost).toBeDefined();
  expect(rows(run(read('select id from t')))).toEqual([[]]);
});

test('[C2] what fails outside of a unit ends the batch, and the next one works', () => {
  const reply = run({ do: 'begin' }, write(1, insert(1)), { do: 'begin' }, write(2, insert(2)));
  expect(reply.lost).toMatchObject({ errcode: 1 });
  run({ do: 'begin' }, write(3, insert(3)), { do: 'commit' });
  expect(rows(run(read('select id from t')))).toEqual([[{ id: 3 }]]);
});

test('[R3] one unit that fails is undone by itself, and is named', () => {
  const reply = run(
    { do: 'begin' },
    write(1, insert(1)),
    write(2, insert(2), insert(1)),
    write(3, insert(3)),
    { do: 'commit' },
  );
  expect(reply.undone).toMatchObject([{ unit: 2, failure: { errcode: 1555 } }]);
  expect(reply.lost).toBeUndefined();
  expect(rows(run(read('select id from t')))).toEqual([[{ id: 1 }, { id: 3 }]]);
});
