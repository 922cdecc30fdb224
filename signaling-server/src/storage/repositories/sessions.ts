import type { Selectable } from 'kysely';
import type { UserId } from '@beside/shared/domain/ids';
import { signInWays } from '@beside/shared/domain/signIn';
import type { IdentityStorage, UserSession } from '../../ports/identity.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { storableText } from './json.ts';
import { toUser } from './people.ts';

type SessionStorage = Pick<
  IdentityStorage,
  'createSession' | 'session' | 'sessions' | 'seen' | 'rotateSession' | 'endSession' | 'endSessions'
>;

export function createSessionStorage(database: Database): SessionStorage {
  return {
    createSession: ({ tokenHash, userId, way, ...session }) =>
      database.transaction(async (db) => {
        // Nobody else clears them away.
        await db.deleteFrom('user_sessions').where('expires_at', '<=', session.createdAt).execute();
        await db
          .insertInto('user_sessions')
          .values({
            token_hash: tokenHash,
            user_id: userId,
            way,
            created_at: session.createdAt,
            expires_at: session.expiresAt,
            seen_at: session.seenAt,
            address: session.address,
            user_agent: storableText(session.userAgent),
          })
          .execute();
      }),

    session: (tokenHash, now) =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('user_sessions')
          .innerJoin('users', 'users.id', 'user_sessions.user_id')
          .selectAll('user_sessions')
          .select(['users.id', 'users.account_id', 'users.email', 'users.name', 'users.role'])
          .where('user_sessions.token_hash', '=', tokenHash)
          .where('user_sessions.expires_at', '>', now)
          .where('users.disabled_at', 'is', null)
          .executeTakeFirst();
        return row && { user: toUser(row), session: toSession(row) };
      }),

    sessions: (userId, now) =>
      database.run(async (db) => {
        const rows = await db
          .selectFrom('user_sessions')
          .selectAll()
          .where('user_id', '=', userId)
          .where('expires_at', '>', now)
          .orderBy('seen_at', 'desc')
          .orderBy('token_hash')
          .execute();
        return rows.map(toSession);
      }),

    seen: (tokenHash, at, address) =>
      database.run(async (db) => {
        const row = await db
          .updateTable('user_sessions')
          .set({ seen_at: at, ...(address === undefined ? {} : { address }) })
          .where('token_hash', '=', tokenHash)
          .where('expires_at', '>', at)
          .returning('token_hash')
          .executeTakeFirst();
        return row !== undefined;
      }),

    rotateSession: (tokenHash, next) =>
      database.run(async (db) => {
        const row = await db
          .updateTable('user_sessions')
          .set({ token_hash: next })
          .where('token_hash', '=', tokenHash)
          .returning('token_hash')
          .executeTakeFirst();
        return row !== undefined;
      }),

    endSession: (tokenHash) =>
      database.run(async (db) => {
        await db.deleteFrom('user_sessions').where('token_hash', '=', tokenHash).execute();
      }),

    endSessions: (userId, except) =>
      database.run(async (db) => {
        const rows = await db
          .deleteFrom('user_sessions')
          .where('user_id', '=', userId)
          .where('token_hash', '!=', except ?? '')
          .returning('token_hash')
          .execute();
        return rows.map((row) => row.token_hash);
      }),
  };
}

function toSession(row: Selectable<Schema['user_sessions']>): UserSession {
  return {
    tokenHash: row.token_hash,
    userId: row.user_id as UserId,
    way: signInWays.find((way) => way === row.way) ?? 'password',
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    seenAt: row.seen_at,
    address: row.address,
    userAgent: row.user_agent,
  };
}
