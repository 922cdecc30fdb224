import { expect } from 'vitest';
import type { RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { seesCompany } from '@beside/shared/domain/rights';
import { isAvailable, restMs, serves } from '@beside/shared/domain/routing';
import { offerMs } from '@beside/signaling-server/desk/times';
import type { World } from './world.ts';

type Rows = SupportRequest[];

/** Every request is where its phase says, and in no other place. */
function inOnePlace(rows: Rows): void {
  for (const row of rows) {
    const { phase, assignee, offer } = row;
    const place = [
      phase === 'waiting' && !assignee && !offer,
      phase === 'offered' && offer?.by === null && !assignee,
      phase === 'offered' &&
        offer?.by &&
        offer.by.id === assignee?.id &&
        offer.to.id !== assignee.id,
      (phase === 'assigned' || phase === 'active') && assignee && !offer,
      (phase === 'ended' || phase === 'closed') && !offer,
      (phase === 'abandoned' || phase === 'message-left') && !assignee && !offer,
    ].filter(Boolean);
    expect(place, `${row.id} ${phase}`).toHaveLength(1);
  }
}

/** Whoever was invited stands beside the one who has the request, as long as somebody has it. */
function teamsStandBeside(rows: Rows): void {
  for (const { id, phase, assignee, team } of rows) {
    const members = team?.members ?? [];
    if (!assignee || !['offered', 'assigned', 'active'].includes(phase)) {
      expect(members, `${id} ${phase}`).toEqual([]);
    }
    expect(members.map((member) => member.id)).not.toContain(assignee?.id);
    expect(new Set(members.map((member) => member.id)).size).toBe(members.length);
  }
}

/** No request is lost or made up, and what was closed stays closed. */
function noneLost({ known }: World, rows: Rows): void {
  expect(new Set(rows.map(({ id }) => id))).toEqual(known.opened);
  for (const id of known.closed) {
    expect(rows.find((row) => row.id === id)?.phase).toBe('closed');
  }
}

/** Whoever has a request, or is asked to take it, may see its company (rule T12). */
async function nobodyHasWhatIsHidden(world: World, rows: Rows): Promise<void> {
  const { accountId } = world.technicians[0]!;
  const workers = await world.storage.forAccount(accountId).workers(world.now());
  for (const { id, companyId, assignee, offer } of rows) {
    for (const person of [assignee, offer?.to]) {
      const worker = workers.find((one) => one.id === person?.id);
      if (worker)
        expect(seesCompany(worker.companies, companyId), `${id} ${worker.name}`).toBe(true);
    }
  }
}

/** Who is called has a free slot for it, is there, and is shown one at a time. */
async function nobodyOverTheLimit(world: World, rows: Rows, isNew: Set<RequestId>): Promise<void> {
  const { accountId } = world.technicians[0]!;
  const workers = await world.storage.forAccount(accountId).workers(world.now());
  for (const worker of workers) {
    const offered = rows.filter(({ offer }) => offer?.by === null && offer.to.id === worker.id);
    expect(offered.length).toBeLessThanOrEqual(1);
    const load = rows.filter(
      ({ phase, assignee, offer }) =>
        ['assigned', 'active', 'offered'].includes(phase) &&
        (assignee?.id === worker.id || offer?.to.id === worker.id),
    ).length;
    expect(worker.load).toBe(load);
    if (offered.some(({ id }) => isNew.has(id))) {
      expect(load).toBeLessThanOrEqual(worker.limit);
      expect(isAvailable(worker)).toBe(true);
      expect(world.known.present.has(worker.id) || worker.present).toBe(true);
    }
  }
}

/**
 * Places are those that the model has kept by itself. Nobody who was called passed somebody who
 * waits ahead and whom they could have taken; and nobody who could take one sits beside a line.
 */
async function theOrderHolds(
  world: World,
  before: Rows,
  rows: Rows,
  isNew: Set<RequestId>,
): Promise<void> {
  const { accountId } = world.technicians[0]!;
  const account = world.storage.forAccount(accountId);
  const [workers, waiting] = [await account.workers(world.now()), await account.waiting()];
  const portalOf = (id: string) => world.portals.find((portal) => portal.id === id)!;
  const rests = (passed: (typeof waiting)[number]['passed'], id: string, now: number): boolean =>
    passed.some(({ technician, at }) => technician === id && now < at + restMs);
  const companiesOf = (technician: string) =>
    workers.find(({ id }) => id === technician)?.companies ?? [];
  const couldTake = (technician: string, now: number) =>
    waiting.filter(
      ({ portalId, companyId, passed }) =>
        portalOf(portalId).mode === 'queue' &&
        seesCompany(companiesOf(technician), companyId) &&
        serves(technician as never, portalOf(portalId)) &&
        !rests(passed, technician, now),
    );
  for (const row of rows) {
    if (row.offer?.by !== null || !isNew.has(row.id)) continue;
    // Who began to wait in this very step may have come after the call.
    const waitedAlready = ({ id, version }: { id: string; version: number }): boolean =>
      before.some((was) => was.id === id && was.version === version);
    const goesFirst = ({ id, queuedAt }: { id: string; queuedAt: number }): boolean =>
      queuedAt < row.queuedAt! || (queuedAt === row.queuedAt && id < row.id);
    const ahead = couldTake(row.offer.to.id, row.offer.until - offerMs)
      .filter(waitedAlready)
      .filter(goesFirst);
    expect(ahead, `${row.id} was called before its turn`).toEqual([]);
  }
  for (const worker of workers) {
    if (!isAvailable(worker) || worker.offered || worker.load >= worker.limit) continue;
    expect(couldTake(worker.id, world.now()), `${worker.name} sits beside a line`).toEqual([]);
  }
}

/** Every version was told, and a place in the line moves only by coming back after being given up. */
function placesAreKept({ history, now }: World, rows: Rows): void {
  for (const row of rows) {
    const versions = history.get(row.id)!;
    expect(versions.size, `${row.id} was told`).toBe(row.version);
    expect(versions.get(row.version)?.phase).toBe(row.phase);
    for (let version = 2; version <= row.version; version += 1) {
      const [was, is] = [versions.get(version - 1)!, versions.get(version)!];
      const cameBack = was.phase === 'abandoned' && is.phase === 'waiting';
      if (cameBack) expect(is.queuedAt).toBe(is.phaseSince);
      else expect(is.queuedAt, `${row.id} ${was.phase} ${is.phase}`).toBe(was.queuedAt);
      expect(is.phaseSince).toBeLessThanOrEqual(now());
    }
  }
}

/** All rules of R2 to R4 that hold whenever nothing is due. */
export async function checkRules(world: World, before: Rows, rows: Rows): Promise<void> {
  const was = new Map(before.map((row) => [row.id, row]));
  const isNew = new Set(
    rows
      .filter(({ id, offer, version }) => offer && was.get(id)?.version !== version)
      .map(({ id }) => id),
  );
  // First: what could not be done on time explains all the rest.
  expect(world.failures).toEqual([]);
  inOnePlace(rows);
  teamsStandBeside(rows);
  noneLost(world, rows);
  placesAreKept(world, rows);
  await nobodyHasWhatIsHidden(world, rows);
  await nobodyOverTheLimit(world, rows, isNew);
  await theOrderHolds(world, before, rows, isNew);
}
