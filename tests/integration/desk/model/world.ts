import { randomBytes } from 'node:crypto';
import { v4, v7 } from 'uuid';
import type { RequestId, UserId } from '@beside/shared/domain/ids';
import { defaultFields, type PortalMode } from '@beside/shared/domain/portal';
import type { SupportRequest } from '@beside/shared/domain/request';
import { openRequestSchema } from '@beside/shared/protocol/http';
import { createDesk, type Desk } from '@beside/signaling-server/desk/desk';
import type { Technician } from '@beside/signaling-server/desk/actor';
import { customerLeaseMs, technicianLeaseMs } from '@beside/signaling-server/desk/times';
import type { Portal, Storage } from '@beside/signaling-server/ports';
import type { Publisher } from '@beside/signaling-server/ports/publisher';
import { buildTenant } from '../../../contract/storage/builders.ts';
import { requestForm } from '../../../support/installation/people.ts';
import { silentPublisher } from '../../../support/installation/silentPublisher.ts';
import { deskFiles } from '../../../support/installation/deskFiles.ts';
import { silentCourier } from '../../../support/notify/silentCourier.ts';

/** An account with its people, on one database and several nodes that share a clock. */
export interface World {
  desks: Desk[];
  storage: Storage;
  technicians: Technician[];
  portals: Portal[];
  now(): number;
  /** What the model knows by itself, to hold the rows against. */
  known: {
    opened: Set<RequestId>;
    present: Set<UserId>;
    customers: Set<RequestId>;
    closed: Set<RequestId>;
  };
  /** Each request as it was told, by its versions. */
  history: Map<RequestId, Map<number, SupportRequest>>;
  failures: unknown[];
  advance(ms: number): Promise<void>;
  /** Until nothing that is due by the clock is left. */
  settle(): Promise<void>;
  /** @param company as the customer types it */
  arrive(portal: Portal, company: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param storages one for each node, all on one database
 * @param technicianCount without it there are four, of whom two see only a part each
 */
export async function createWorld(
  storages: [Storage, ...Storage[]],
  technicianCount?: number,
): Promise<World> {
  const [storage] = storages;
  const tenant = buildTenant();
  const accountId = tenant.account.id;
  const users = Array.from({ length: technicianCount ?? 4 }, (_, at) => ({
    ...tenant.users[0],
    id: v4() as UserId,
    email: `t${at}.${accountId}@example.test`,
    name: `T${at}`,
  }));
  const portal = (mode: PortalMode, technicians: UserId[]): Portal => ({
    ...tenant.portal,
    id: v4() as Portal['id'],
    slug: `p-${v4()}`,
    mode,
    settings: {
      fields: { ...defaultFields('smart-box'), company: 'optional' },
      hours: null,
      embedOrigins: [],
    },
    technicians,
  });
  const portals = [
    portal('queue', []),
    portal(
      'queue',
      users.slice(0, 2).map(({ id }) => id),
    ),
    portal('web', []),
  ];
  await storage.directory.createAccount(tenant.account, users, portals);
  // Two see everything, one a part, one another part.
  if (technicianCount === undefined)
    await storage.forAccount(accountId).transaction(async (transaction) => {
      const acme = (await transaction.ensureCompany('Acme'))!;
      const globex = (await transaction.ensureCompany('Globex'))!;
      await transaction.saveGrants(users[1]!.id, [acme]);
      await transaction.saveGrants(users[2]!.id, [acme, globex]);
    });

  let time = 1_800_000_000_000;
  let changes = 0;
  const history: World['history'] = new Map();
  const failures: unknown[] = [];
  const publisher: Publisher = {
    ...silentPublisher,
    requestChanged(_account, request) {
      changes += 1;
      const versions = history.get(request.id) ?? new Map<number, SupportRequest>();
      history.set(request.id, versions.set(request.version, request));
    },
  };
  const clock = { now: () => time };
  const desks = storages.map((node) =>
    createDesk({
      courier: silentCourier,
      storage: node,
      publisher,
      clock,
      files: deskFiles,
      onFailure: (failure) => void failures.push(failure),
    }),
  );
  const [desk] = desks as [Desk];
  const technicians = users.map(({ passwordHash: _, ...user }): Technician => ({
    party: 'technician',
    accountId,
    user,
  }));
  const known: World['known'] = {
    opened: new Set(),
    present: new Set(),
    customers: new Set(),
    closed: new Set(),
  };
  const endpoint = { endpoint: 'page', node: 'node' };

  const settle = async (): Promise<void> => {
    for (let seen = -1; seen !== changes;) {
      seen = changes;
      for (const node of desks) await node.due.tick();
    }
  };

  let lastBeat = time;
  let beating = Promise.resolve();
  const beat = async (): Promise<void> => {
    const ms = time - lastBeat;
    lastBeat = time;
    const here = technicians.filter(({ user }) => known.present.has(user.id));
    // What ran out meanwhile, in the same step even, counts as coming anew.
    for (const technician of here) await desk.came(technician, endpoint);
    for (const requestId of ms >= customerLeaseMs ? known.customers : []) {
      await desk.came({ party: 'customer', accountId, requestId }, endpoint);
    }
    await storage.presence.renew([
      ...here.map(({ user }) => ({
        ...endpoint,
        accountId,
        party: 'technician' as const,
        subject: user.id,
        expiresAt: time + technicianLeaseMs,
      })),
      ...[...known.customers].map((subject) => ({
        ...endpoint,
        accountId,
        party: 'customer' as const,
        subject,
        expiresAt: time + customerLeaseMs,
      })),
    ]);
  };

  return {
    desks,
    storage,
    technicians,
    portals,
    now: () => time,
    known,
    history,
    failures,
    settle,
    advance(ms) {
      time += ms;
      // One beat after the other, as on a node.
      beating = beating.then(beat);
      return beating;
    },
    async arrive(at, company) {
      const id = v7() as RequestId;
      const secret = randomBytes(32).toString('base64url');
      const form = openRequestSchema.parse({ ...requestForm(), id, secret, company });
      known.opened.add(id);
      await desk.intake.open(at.slug, form, '192.0.2.1');
      await desk.came({ party: 'customer', accountId, requestId: id }, endpoint);
      known.customers.add(id);
    },
    async close() {
      for (const node of desks) await node.due.close();
    },
  };
}
