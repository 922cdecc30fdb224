import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../log.ts';
import type { Call } from '../procedures/procedures.ts';
import { defaultBatchLimits, type BatchLimits } from './batch.ts';
import { Connection } from './connection.ts';
import { GroupCommit } from './groupCommit.ts';
import type { Reply, Step } from './protocol.ts';
import type { Query, Unit } from './unit.ts';

let directory: string;
let connection: Connection;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'beside-group-'));
  connection = new Connection(join(directory, 'test.sqlite'), 'write');
});
afterEach(() => {
  connection.close();
  rmSync(directory, { recursive: true, force: true });
});

/** A thread that answers later, and whose commits can be made to wait and to fail. */
class FakeThread {
  readonly sent: Step[] = [];
  commits = Promise.resolve();
  failsCommits = false;

  async send(steps: readonly Step[]): Promise<Reply> {
    this.sent.push(...steps);
    const commits = steps.some((step) => step.do === 'commit');
    const reply = connection.run(1, commits && this.failsCommits ? cut(steps) : steps);
    await new Promise((resolve) => setImmediate(resolve));
    if (commits) await this.commits;
    return reply;
  }

  count(kind: Step['do']): number {
    return this.sent.filter((step) => step.do === kind).length;
  }
}

/** A second `begin` is refused, as a commit on a broken disk is. */
const cut = (steps: readonly Step[]): Step[] => [...steps.slice(0, -1), { do: 'begin' }];

/** Of a thread that was told of no queries. */
const unknownPost: Call = {
  procedure: 'postMessage',
  input: { message: {} } as Call['input'],
  locks: ['requests'],
};

function open(limits: Partial<BatchLimits> = {}) {
  const thread = new FakeThread();
  const group = new GroupCommit(thread, { ...defaultBatchLimits, ...limits }, silentLog);
  return { thread, group };
}

const sql = (kind: Query['kind'], text: string, ...parameters: number[]): Query => ({
  kind,
  sql: text,
  parameters,
});
const insert = (id: number): Query => sql('write', 'insert into t values (?)', id);
const insertBack = (id: number): Query => sql('other', 'insert into t values (?) returning id', id);
const all = sql('read', 'select id from t order by id');
const locked = (key: number): Query => sql('lock', 'select ? as id', key);

async function createTable({ group }: ReturnType<typeof open>): Promise<void> {
  const unit = group.createUnit();
  await unit.query(sql('other', 'create table t (id integer primary key)'));
  await unit.commit();
}

async function ids({ group }: ReturnType<typeof open>): Promise<unknown[]> {
  const unit = group.createUnit();
  const { rows } = await unit.query(all);
  await unit.commit();
  return rows.map(({ id }) => id);
}

async function write(unit: Unit, ...queries: Query[]): Promise<void> {
  try {
    for (const query of queries) await unit.query(query);
    await unit.commit();
  } catch (failure) {
    await unit.rollback();
    throw failure;
  }
}

test('[C2] a hundred units share a few commits', async () => {
  const opened = open();
  await createTable(opened);
  const before = opened.thread.count('commit');
  const numbers = Array.from({ length: 100 }, (_, at) => at);
  await Promise.all(numbers.map((id) => write(opened.group.createUnit(), all, insert(id))));
  expect(opened.thread.count('commit') - before).toBeLessThan(10);
  expect(await ids(opened)).toEqual(numbers);
});

test('[C2] units that come one after another gather while others are under way', async () => {
  const countCommits = async (gatherMs: number): Promise<number> => {
    const opened = open({ gatherMs });
    const before = opened.thread.count('commit');
    const ends: Promise<void>[] = [];
    for (let id = 0; id < 40; id++) {
      ends.push(write(opened.group.createUnit(), locked(id), insert(gatherMs * 100 + id)));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(ends);
    return opened.thread.count('commit') - before;
  };
  await createTable(open());
  const atOnce = await countCommits(0);
  expect(await countCommits(50)).toBeLessThan(atOnce / 2);
});

test('[C2] units that need the floor share commits as well, one after another', async () => {
  const opened = open();
  await createTable(opened);
  const before = opened.thread.count('commit');
  const numbers = Array.from({ length: 50 }, (_, at) => at);
  await Promise.all(
    numbers.map((id) => write(opened.group.createUnit(), insert(id), all, insertBack(1_000 + id))),
  );
  expect(opened.thread.count('commit') - before).toBeLessThan(25);
  expect(await ids(opened)).toHaveLength(100);
});

test('[C2] nobody is told before the commit, and what comes meanwhile waits for the next', async () => {
  const opened = open();
  await createTable(opened);
  const gate: PromiseWithResolvers<void> = Promise.withResolvers();
  opened.thread.commits = gate.promise;
  const told: string[] = [];
  const first = write(opened.group.createUnit(), insert(1)).then(() => told.push('first'));
  await sleep(5);
  const second = write(opened.group.createUnit(), insert(2)).then(() => told.push('second'));
  await sleep(5);
  expect(told).toEqual([]);
  gate.resolve();
  await Promise.all([first, second]);
  expect(told).toEqual(['first', 'second']);
});

test('[C2] a commit that fails: all of its units are refused, nothing is left, the next works', async () => {
  const opened = open();
  await createTable(opened);
  opened.thread.failsCommits = true;
  const units = [
    write(opened.group.createUnit(), insert(1)),
    write(opened.group.createUnit(), insertBack(2)),
    write(opened.group.createUnit(), locked(1), insert(3)),
    write(opened.group.createUnit(), locked(1), insert(4)),
  ];
  for (const outcome of await Promise.allSettled(units)) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
  }
  opened.thread.failsCommits = false;
  expect(await ids(opened)).toEqual([]);
  await write(opened.group.createUnit(), insert(5));
  expect(await ids(opened)).toEqual([5]);
});

test('[R3] a refusal upon what was seen is told after its commit, or not at all', async () => {
  const opened = open();
  await createTable(opened);
  for (const fails of [false, true]) {
    opened.thread.failsCommits = fails;
    const floor = opened.group.createUnit();
    await floor.query(insertBack(fails ? 2 : 1));
    const unit = opened.group.createUnit();
    const refused = unit.query(all).then(async ({ rows }) => {
      await unit.rollback();
      return rows.length;
    });
    const outcomes = await Promise.allSettled([floor.commit(), refused]);
    const lost = { status: 'rejected', reason: { code: 'unavailable' } };
    const told = { status: 'fulfilled' };
    expect(outcomes).toMatchObject(fails ? [lost, lost] : [told, { ...told, value: 1 }]);
  }
});

test('[R3] what was written upon what was lost is lost too', async () => {
  const opened = open();
  await createTable(opened);
  const gate: PromiseWithResolvers<void> = Promise.withResolvers();
  opened.thread.commits = gate.promise;
  opened.thread.failsCommits = true;
  const [floor, follower] = [opened.group.createUnit(), opened.group.createUnit()];
  await floor.query(insertBack(1));
  const lost = write(floor);
  // So many that they go ahead of the commit, and have their answers before it.
  const others = Array.from({ length: 64 }, () => opened.group.createUnit());
  const seeing = [follower, ...others].map((unit) => unit.query(all));
  expect((await seeing[0])?.rows).toEqual([{ id: 1 }]);
  const followed = write(follower, insert(9));
  await sleep(5);
  opened.thread.failsCommits = false;
  gate.resolve();
  const refusal = { status: 'rejected', reason: { code: 'unavailable' } };
  expect(await Promise.allSettled([lost, followed])).toMatchObject([refusal, refusal]);
  await Promise.allSettled([...seeing, ...others.map((unit) => unit.rollback())]);
  expect(await ids(opened)).toEqual([]);
});

test('[R3] what one unit writes is all there or not at all', async () => {
  const opened = open();
  await createTable(opened);
  await write(opened.group.createUnit(), insert(1), insert(2));
  const outcomes = await Promise.allSettled([
    write(opened.group.createUnit(), insert(3), insert(1)),
    write(opened.group.createUnit(), insert(4), insertBack(2)),
    write(opened.group.createUnit(), insert(5)),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(await ids(opened)).toEqual([1, 2, 5]);
});

test('[C2] a message that the thread cannot post is refused alone, and waits for who holds its row', async () => {
  const opened = open();
  await createTable(opened);
  const holder = opened.group.createUnit();
  await holder.query({ ...all, kind: 'lock', table: 'requests', parameters: [] });
  const posted = opened.group.perform(unknownPost).then(
    () => 'posted',
    (failure: unknown) => String(failure),
  );
  const other = write(opened.group.createUnit(), insert(1));
  await other;
  expect(opened.thread.count('perform')).toBe(0);
  await holder.commit();
  const next = write(opened.group.createUnit(), insert(2));
  expect(await posted).toContain('carries no procedures out');
  await next;
  expect(opened.thread.count('perform')).toBe(1);
  expect(await ids(opened)).toEqual([1, 2]);
});

test('[R3] while one has the floor, the others neither see nor disturb it', async () => {
  const opened = open();
  await createTable(opened);
  const floor = opened.group.createUnit();
  await floor.query(insertBack(1));
  const reading = ids(opened);
  const writing = write(opened.group.createUnit(), insert(2));
  await sleep(5);
  expect((await floor.query(all)).rows).toEqual([{ id: 1 }]);
  await floor.rollback();
  expect(await reading).toEqual([]);
  await writing;
  expect(await ids(opened)).toEqual([2]);
});

test('[R3] a unit that hangs with the floor or a lock is undone, and the others go on', async () => {
  const opened = open({ maxQuietMs: 30 });
  await createTable(opened);
  const [floor, holder] = [opened.group.createUnit(), opened.group.createUnit()];
  await holder.query(locked(7));
  await floor.query(insertBack(1));
  await write(opened.group.createUnit(), locked(7), insert(2));
  expect(await ids(opened)).toEqual([2]);
  await expect(floor.query(all)).rejects.toMatchObject({ code: 'unavailable' });
  await expect(holder.commit()).rejects.toMatchObject({ code: 'unavailable' });
});

test('[R3] a unit that works for long is not taken for one that hangs', async () => {
  const opened = open({ maxQuietMs: 400 });
  await createTable(opened);
  const unit = opened.group.createUnit();
  for (let id = 0; id < 8; id++) {
    await unit.query(insertBack(id));
    await sleep(60);
  }
  await unit.commit();
  expect(await ids(opened)).toHaveLength(8);
});
