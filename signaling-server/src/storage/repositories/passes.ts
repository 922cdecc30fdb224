import type { Selectable } from 'kysely';
import type { IdentityStorage, Pass, PassKind } from '../../ports/identity.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { appendAudit } from './audit/append.ts';

type PassStorage = Pick<IdentityStorage, 'savePass' | 'pass' | 'takePass' | 'dropPasses'>;

export function createPassStorage(database: Database): PassStorage {
  return {
    savePass: ({ tokenHash, kind, subject, content, expiresAt }, now, audit) =>
      database.transaction(async (db) => {
        // Nobody else clears them away.
        await db.deleteFrom('passes').where('expires_at', '<=', now).execute();
        await db
          .insertInto('passes')
          .values({ token_hash: tokenHash, kind, subject, content, expires_at: expiresAt })
          .execute();
        if (audit) await appendAudit(db, audit.accountId, audit.entry);
      }),

    pass: (kind, tokenHash, now) =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('passes')
          .selectAll()
          .where('token_hash', '=', tokenHash)
          .where('kind', '=', kind)
          .where('expires_at', '>', now)
          .executeTakeFirst();
        return row && toPass(row, kind);
      }),

    takePass: (kind, tokenHash, now) =>
      database.run(async (db) => {
        const row = await db
          .deleteFrom('passes')
          .where('token_hash', '=', tokenHash)
          .where('kind', '=', kind)
          .where('expires_at', '>', now)
          .returningAll()
          .executeTakeFirst();
        return row && toPass(row, kind);
      }),

    dropPasses: (kind, subject) =>
      database.run(async (db) => {
        await db
          .deleteFrom('passes')
          .where('kind', '=', kind)
          .where('subject', '=', subject)
          .execute();
      }),
  };
}

function toPass(row: Selectable<Schema['passes']>, kind: PassKind): Pass {
  const { token_hash: tokenHash, subject, content, expires_at: expiresAt } = row;
  return { tokenHash, kind, subject, content, expiresAt };
}
