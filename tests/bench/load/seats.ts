import { randomBytes } from 'node:crypto';
import { v4 } from 'uuid';
import type { UserId } from '@beside/shared/domain/ids';
import { createToken, hashToken } from '@beside/signaling-server/identity/tokens';
import { openStorage, type StorageOptions } from '@beside/signaling-server/storage/openStorage';
import {
  buildTenant,
  createRequest,
  newMessageId,
  newToken,
} from '../../contract/storage/builders.ts';

/** Who opens a socket, and which conversations are followed by it. */
export interface Seat {
  auth: Record<string, unknown>;
  cookie: string;
  rooms: string[];
}

/** One technician for so many customers. */
const customersEach = 9;
const dayMs = 24 * 60 * 60_000;

/**
 * Fills a database with conversations under way: each customer has a page, each technician one with
 * nine conversations in it, each of which has been answered. Before the server starts, and not by its forms, which are held back.
 *
 * @param rooms how many conversations; fewer than customers: several pages of one customer each
 */
export async function fillDatabase(
  options: StorageOptions,
  sockets: number,
  rooms = Number.POSITIVE_INFINITY,
): Promise<Seat[]> {
  const storage = await openStorage(options);
  const technicians = Math.max(1, Math.round(sockets / (customersEach + 1)));
  const customers = sockets - technicians;
  const tenant = buildTenant();
  const people = Array.from({ length: technicians }, (_, at) => ({
    ...{ id: v4() as UserId, accountId: tenant.account.id, role: 'technician' as const },
    ...{ name: `Technician ${at}`, email: `technician${at}@load.test`, passwordHash: 'none' },
  }));
  await storage.directory.createAccount(tenant.account, people, [tenant.portal]);
  const now = Date.now();
  const seats: Seat[] = [];
  for (const { id: userId } of people) {
    const token = createToken();
    await storage.identity.createSession({
      ...{ tokenHash: hashToken(token), userId, way: 'password', createdAt: now, seenAt: now },
      ...{ expiresAt: now + dayMs, address: '127.0.0.1', userAgent: 'load' },
    });
    const cookie = `beside_session=${token}`;
    seats.push({ auth: { party: 'technician', endpoint: v4() }, cookie, rooms: [] });
  }
  const count = Math.min(rooms, customers);
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString('base64url'));
  const ids = await Promise.all(
    tokens.map(async (token, at) => {
      const holder = people[at % technicians];
      const assignee = holder ? { id: holder.id, name: holder.name } : null;
      const row = await createRequest(
        storage,
        tenant,
        { phase: 'active', assignee, createdAt: now, queuedAt: now, phaseSince: now },
        hashToken(token),
      );
      // Reports count a first answer, which takes more than the others: these have had theirs.
      const from = { party: 'technician' as const, id: holder?.id ?? null, name: 'Technician' };
      const answer = { kind: 'message' as const, id: newMessageId(), at: now, from, text: 'Hello' };
      await storage
        .forAccount(tenant.account.id)
        .transaction((transaction) => transaction.append(row.request.id, answer));
      seats[at % technicians]?.rooms.push(row.request.id);
      return row.request.id;
    }),
  );
  for (let at = 0; at < customers; at += 1) {
    const auth = { party: 'customer', endpoint: v4(), token: tokens[at % count] };
    seats.push({ auth, cookie: '', rooms: [ids[at % count] ?? newToken()] });
  }
  await storage.close();
  return seats;
}
