import { v7 as uuidV7 } from 'uuid';
import { mayUseScope, type ApiScope } from '@beside/shared/domain/apiScopes';
import { pageOf } from '@beside/shared/domain/lists';
import { rightsOf } from '@beside/shared/domain/rightsTable';
import type { Clock } from '@beside/shared/lib/clock';
import type { AdminOutput, ParsedAdmin } from '@beside/shared/protocol/admin';
import { maxApiKeys, type KeyForm, type KeyView } from '@beside/shared/protocol/admin/keys';
import { rowsPerPage } from '@beside/shared/protocol/admin/parts';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Storage } from '../ports.ts';
import type { ManagedUser } from '../ports/admin.ts';
import type { ApiKey } from '../ports/apiKeys.ts';
import { auditOf } from './auditTable.ts';
import type { Note } from './events.ts';
import { notYours, type Manager } from './managers.ts';
import { createToken, hashToken } from './tokens.ts';

/** Whom a key stands for at this moment, and what it may be used for. */
export interface KeyHolder {
  keyId: string;
  by: Manager;
  scopes: readonly ApiScope[];
}

/** Keys of the API: each acts for the user who made it, and stops where that user does. */
export interface ApiKeys {
  list(by: Manager, query: ParsedAdmin<'keys/list'>): Promise<AdminOutput<'keys/list'>>;
  /** @throws CodedError 'forbidden' / 'not-yours-to-give', 'conflict' / 'too-many' */
  create(by: Manager, form: KeyForm): Promise<{ key: KeyView; token: string }>;
  /** @throws CodedError('not-found') */
  revoke(by: Manager, id: string): Promise<KeyView>;
  /** @throws CodedError('not-authenticated') */
  find(token: string): Promise<KeyHolder>;
}

interface Parts {
  storage: Pick<Storage, 'forAccount' | 'keys'>;
  clock: Clock;
  note: Note;
}

const dayMs = 24 * 60 * 60_000;
/** How exactly it is known when a key was used last: each use would cost a write otherwise. */
const usePrecisionMs = 60_000;
/** By which a key is known as one where it lies about. */
export const keyPrefix = 'beside_';
const hintLength = 4;

export function createApiKeys({ storage, clock, note }: Parts): ApiKeys {
  const stateOf = (
    { revokedAt, expiresAt }: ApiKey,
    maker: ManagedUser | undefined,
  ): KeyView['state'] => {
    if (revokedAt !== null) return 'revoked';
    if (expiresAt !== null && expiresAt <= clock.now()) return 'expired';
    return maker?.disabledAt === null ? 'live' : 'without-user';
  };
  const viewsOf = async (by: Manager): Promise<KeyView[]> => {
    const { admin } = storage.forAccount(by.user.accountId);
    const [keys, users] = await Promise.all([admin.keys(), admin.users()]);
    const people = new Map(users.map((user) => [user.id, user]));
    return keys.map((key) => {
      const { accountId: _, userId, ...view } = key;
      const maker = people.get(userId);
      return {
        ...view,
        maker: { id: userId, name: maker?.name ?? '' },
        state: stateOf(key, maker),
      };
    });
  };
  const view = async (by: Manager, id: string): Promise<KeyView> => {
    const found = (await viewsOf(by)).find((key) => key.id === id);
    if (!found) throw new CodedError('not-found');
    return found;
  };

  return {
    async list(by, { state, ...query }) {
      const wanted = (await viewsOf(by)).filter((key) => state === 'all' || key.state === 'live');
      return pageOf(
        wanted,
        query,
        {
          words: ({ name, hint, maker }) => [name, hint, maker.name],
          by: {
            name: ({ name }) => name,
            created: ({ createdAt }) => createdAt,
            used: ({ usedAt }) => usedAt ?? 0,
            expires: ({ expiresAt }) => expiresAt ?? Number.MAX_SAFE_INTEGER,
          },
        },
        rowsPerPage,
      );
    },

    async create(by, { name, scopes, days }) {
      if (!scopes.every((scope) => mayUseScope(by.rights, scope))) throw notYours('scopes');
      const { accountId, id: userId } = by.user;
      const live = (await viewsOf(by)).filter(({ state }) => state === 'live');
      if (live.length >= maxApiKeys) throw new CodedError('conflict', 'too-many');
      const token = `${keyPrefix}${createToken()}`;
      const now = clock.now();
      const key: ApiKey = {
        ...{ id: uuidV7(), accountId, userId, name, scopes: [...new Set(scopes)] },
        ...{ hint: token.slice(-hintLength), createdAt: now, revokedAt: null, usedAt: null },
        expiresAt: days === null ? null : now + days * dayMs,
      };
      const detail = { scopes: key.scopes };
      const entry = auditOf(clock, by.user, 'key-made', { kind: 'key', id: key.id }, detail);
      await storage.forAccount(accountId).transaction(async (transaction) => {
        await transaction.admin.insertKey(key, hashToken(token));
        await transaction.audit(entry);
      });
      note({ what: 'API key made', userId, accountId, subject: key.id });
      return { key: await view(by, key.id), token };
    },

    async revoke(by, id) {
      const { accountId, id: userId } = by.user;
      const entry = auditOf(clock, by.user, 'key-revoked', { kind: 'key', id });
      const isThere = await storage.forAccount(accountId).transaction(async (transaction) => {
        const revoked = await transaction.admin.revokeKey(id, clock.now());
        if (revoked) await transaction.audit(entry);
        return revoked;
      });
      if (!isThere) throw new CodedError('not-found');
      note({ what: 'API key revoked', userId, accountId, subject: id });
      return view(by, id);
    },

    async find(token) {
      const now = clock.now();
      const key = await storage.keys.byToken(hashToken(token));
      const isLive = key?.revokedAt === null && (key.expiresAt === null || now < key.expiresAt);
      if (!isLive) throw new CodedError('not-authenticated');
      const account = storage.forAccount(key.accountId);
      const [user, holder] = await Promise.all([
        account.user(key.userId),
        account.admin.rightsHolder(key.userId),
      ]);
      if (!user || !holder) throw new CodedError('not-authenticated');
      if (now - (key.usedAt ?? 0) >= usePrecisionMs) await storage.keys.noteUse(key.id, now);
      return { keyId: key.id, by: { user, rights: rightsOf(holder) }, scopes: key.scopes };
    },
  };
}
