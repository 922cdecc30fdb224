import { statuses } from '@beside/shared/domain/availability';
import type { SupportRequest } from '@beside/shared/domain/request';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Desk } from '@beside/signaling-server/desk/desk';
import type { Random } from './random.ts';
import type { World } from './world.ts';

const page = { endpoint: 'page', node: 'node' };

type Act = (world: World, random: Random, rows: SupportRequest[], desk: Desk) => Promise<unknown>;

const any = (random: Random, rows: SupportRequest[], phases: SupportRequest['phase'][]) =>
  random.of(rows.filter(({ phase }) => phases.includes(phase)));

/** The technician who has it, or whom it is offered to; sometimes somebody else, who must not. */
function actorFor(world: World, random: Random, row: SupportRequest) {
  const right = row.offer?.to.id ?? row.assignee?.id;
  const other = random.chance(0.15) || right === undefined;
  return other
    ? random.of(world.technicians)!
    : world.technicians.find(({ user }) => user.id === right)!;
}

const inHand: SupportRequest['phase'][] = ['assigned', 'active'];

/** What can happen, with how often it does. */
export const operations: Record<string, { weight: number; act: Act }> = {
  arrive: {
    weight: 9,
    act: (world, random) =>
      world.arrive(random.of(world.portals)!, random.of(['Acme', ' ACME', 'Globex', 'Other', ''])!),
  },
  accept: {
    weight: 9,
    act: async (world, random, rows, desk) => {
      const row = any(random, rows, ['offered']) ?? any(random, rows, ['waiting']);
      if (row) await desk.requests.assign(actorFor(world, random, row), row.id);
    },
  },
  'accept by several at once': {
    weight: 3,
    act: async (world, random, rows) => {
      const row = any(random, rows, ['waiting', 'offered', 'abandoned', 'message-left']);
      if (!row) return;
      const tries = world.technicians.flatMap((technician) =>
        world.desks.map((desk) => desk.requests.assign(technician, row.id)),
      );
      const done = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled');
      const takers = new Set(
        done.map((result) => (result as PromiseFulfilledResult<SupportRequest>).value.assignee?.id),
      );
      if (takers.size > 1) throw new Error(`${row.id} was taken by ${takers.size}`);
    },
  },
  decline: {
    weight: 4,
    act: async (world, random, rows, desk) => {
      const row = any(random, rows, ['offered']);
      if (row) await desk.offers.decline(actorFor(world, random, row), row.id);
    },
  },
  'time passes': {
    weight: 6,
    act: (world, random) => world.advance(random.of([1, 500, 5_000, 9_000])!),
  },
  'time out': { weight: 3, act: (world, random) => world.advance(random.of([31_000, 61_000])!) },
  'technician disconnects': {
    weight: 2,
    act: async (world, random) => {
      world.known.present.delete(random.of(world.technicians)!.user.id);
    },
  },
  'technician comes': {
    weight: 5,
    act: async (world, random, _rows, desk) => {
      const technician = random.of(world.technicians)!;
      await desk.came(technician, page);
      world.known.present.add(technician.user.id);
    },
  },
  'status is set': {
    weight: 5,
    act: async (world, random, _rows, desk) => {
      const status = random.chance(0.7) ? 'available' : random.of(statuses)!;
      await desk.availability.set(random.of(world.technicians)!, status);
    },
  },
  'customer leaves': {
    weight: 3,
    act: async (world, random) => {
      const gone = random.of([...world.known.customers]);
      if (gone) world.known.customers.delete(gone);
    },
  },
  'customer comes back': {
    weight: 4,
    act: async (world, random, rows, desk) => {
      const row = any(random, rows, ['abandoned', 'waiting']);
      if (!row) return;
      const { accountId } = world.technicians[0]!;
      await desk.came({ party: 'customer', accountId, requestId: row.id }, page);
      world.known.customers.add(row.id);
    },
  },
  join: {
    weight: 3,
    act: async (world, random, rows, desk) => {
      const row = any(random, rows, inHand);
      if (row) await desk.requests.join(actorFor(world, random, row), row.id);
    },
  },
  unassign: {
    weight: 2,
    act: async (world, random, rows, desk) => {
      const row = any(random, rows, inHand);
      if (row) await desk.requests.unassign(actorFor(world, random, row), row.id);
    },
  },
  end: {
    weight: 4,
    act: async (world, random, rows, desk) => {
      const row = any(random, rows, ['waiting', 'offered', ...inHand, ...inHand]);
      if (!row) return;
      const { accountId } = world.technicians[0]!;
      const customer = { party: 'customer', accountId, requestId: row.id } as const;
      const actor = random.chance(0.3) ? customer : actorFor(world, random, row);
      await desk.requests.end(actor, row.id);
    },
  },
  close: {
    weight: 2,
    act: async (world, random, rows, desk) => {
      const row = random.of(rows);
      if (!row) return;
      await desk.requests.close(actorFor(world, random, row), row.id, 'unknown', '');
      world.known.closed.add(row.id);
    },
  },
  'transfer to a technician': {
    weight: 3,
    act: async (world, random, rows, desk) => {
      const row = any(random, rows, inHand);
      const to = { kind: 'technician', id: random.of(world.technicians)!.user.id } as const;
      if (row) await desk.offers.transfer(actorFor(world, random, row), row.id, to);
    },
  },
  'transfer to a portal': {
    weight: 2,
    act: async (world, random, rows, desk) => {
      const row = any(random, rows, inHand);
      const to = { kind: 'portal', id: random.of(world.portals)!.id } as const;
      if (row) await desk.offers.transfer(actorFor(world, random, row), row.id, to);
    },
  },
  invite: {
    weight: 4,
    act: async (world, random, rows, desk) => {
      const row = any(random, rows, inHand);
      const user = random.of(world.technicians)!.user.id;
      const masked = random.chance(0.5);
      const wish = { user, role: 'see-and-chat', masked } as const;
      if (row) await desk.team.invite(actorFor(world, random, row), row.id, wish);
    },
  },
  'accept an invitation': {
    weight: 3,
    act: async (world, random, rows, desk) => {
      const row = random.of(rows.filter(({ team }) => team?.members.length));
      if (row) await desk.team.accept(random.of(world.technicians)!, row.id);
    },
  },
  'leave a team': {
    weight: 2,
    act: async (world, random, rows, desk) => {
      const row = random.of(rows.filter(({ team }) => team?.members.length));
      if (row) await desk.team.leave(random.of(world.technicians)!, row.id);
    },
  },
};

const names = Object.entries(operations).flatMap(([name, { weight }]) =>
  Array<string>(weight).fill(name),
);

/** Carries out one operation, or several at the same moment. @returns their names */
export async function doSomething(
  world: World,
  random: Random,
  rows: SupportRequest[],
): Promise<string[]> {
  const chosen = Array.from({ length: random.chance(0.25) ? 4 : 1 }, () => random.of(names)!);
  const acts = chosen.map((name) =>
    operations[name]!.act(world, random, rows, random.of(world.desks)!),
  );
  for (const result of await Promise.allSettled(acts)) {
    // Being refused is a proper outcome; anything else is not.
    if (result.status === 'rejected' && !(result.reason instanceof CodedError)) throw result.reason;
    if (result.status === 'rejected' && result.reason.code === 'internal') throw result.reason;
  }
  return chosen;
}
