import { randomBytes } from 'node:crypto';
import { v4, v7 } from 'uuid';
import type { AccountId, MessageId, PortalId, RequestId, UserId } from '@beside/shared/domain/ids';
import { defaultFields } from '@beside/shared/domain/portal';
import { idleLiveState } from '@beside/shared/domain/request';
import type {
  Account,
  NewEntry,
  Portal,
  Storage,
  StoredRequest,
  User,
} from '@beside/signaling-server/ports';

/** A tenant as the tests need one: two people and a portal. */
export interface Tenant {
  account: Account;
  users: [User & { passwordHash: string }, User & { passwordHash: string }];
  portal: Portal;
}

export const newRequestId = (): RequestId => v7() as RequestId;
export const newMessageId = (): MessageId => v7() as MessageId;
export const newToken = (): string => randomBytes(32).toString('hex');

export function buildTenant(): Tenant {
  const accountId = v4() as AccountId;
  const user = (name: string): User & { passwordHash: string } => ({
    id: v4() as UserId,
    accountId,
    email: `${name}.${accountId}@Example.test`,
    name,
    role: 'technician',
    passwordHash: `hash of ${name}`,
  });
  return {
    account: { id: accountId, name: 'Acme', colour: '#123456' },
    users: [user('Ada'), user('Bob')],
    portal: {
      id: v4() as PortalId,
      accountId,
      slug: `help-${accountId}`,
      name: 'Help',
      greeting: 'Hello',
      type: 'smart-box',
      mode: 'web',
      settings: { fields: defaultFields('smart-box'), hours: null, embedOrigins: [] },
      technicians: [],
    },
  };
}

export async function createTenant(storage: Storage): Promise<Tenant> {
  const tenant = buildTenant();
  await storage.directory.createAccount(tenant.account, tenant.users, [tenant.portal]);
  return tenant;
}

export function buildRequest(
  { portal }: Tenant,
  changes: Partial<StoredRequest['request']> = {},
): StoredRequest {
  return {
    request: {
      id: newRequestId(),
      version: 1,
      phase: 'waiting',
      portal: { id: portal.id, slug: portal.slug, name: portal.name, type: portal.type },
      customer: { name: 'Carol', email: 'carol@example.test', company: null, phone: null },
      companyId: null,
      question: 'Why?',
      answers: [],
      assignee: null,
      wanted: null,
      offer: null,
      createdAt: 1_700_000_000_000,
      queuedAt: 1_700_000_000_000,
      phaseSince: 1_700_000_000_000,
      lastSeq: 0,
      live: idleLiveState,
      outcome: null,
      ...changes,
    },
    details: {
      source: {
        userAgent: 'Test',
        language: 'en',
        timeZone: 'UTC',
        screenWidth: 1280,
        screenHeight: 720,
        referrer: '',
        address: '192.0.2.1',
      },
      notes: '',
    },
    routing: { passed: [], alertUntil: null, assignedAt: null, endedAt: null },
  };
}

export async function createRequest(
  storage: Storage,
  tenant: Tenant,
  changes: Partial<StoredRequest['request']> = {},
  token: string = newToken(),
): Promise<StoredRequest> {
  const row = buildRequest(tenant, changes);
  await storage
    .forAccount(tenant.account.id)
    .transaction((transaction) => transaction.insertRequest(row, token));
  return row;
}

export function buildMessage(text = 'Hello there', id = newMessageId()): NewEntry {
  return {
    kind: 'message',
    id,
    at: 1_700_000_000_001,
    from: { party: 'customer', id: null, name: 'Carol' },
    text,
  };
}
