import type { Kysely, Selectable } from 'kysely';
import { auditRowSchema } from '@beside/shared/domain/audit';
import { firstHash } from '@beside/shared/domain/chain';
import type { AccountId } from '@beside/shared/domain/ids';
import type { AuditEntry, AuditStorage } from '../../../ports/audit.ts';
import type { Database } from '../../database.ts';
import type { Schema } from '../../schema.ts';
import { parseJson, readStored } from '../json.ts';
import { appendAudit } from './append.ts';

type Db = Kysely<Schema>;

export function createAuditStorage(database: Database, accountId: AccountId): AuditStorage {
  const rowsOf = (db: Db) => db.selectFrom('audit').selectAll().where('account_id', '=', accountId);
  return {
    append: (entry) => database.transaction((db) => appendAudit(db, accountId, entry)),

    head: () =>
      database.run(async (db) => {
        const found = await db
          .selectFrom('audit_heads')
          .select(['seq', 'hash'])
          .where('account_id', '=', accountId)
          .executeTakeFirst();
        return found ? { rows: found.seq, hash: found.hash } : { rows: 0, hash: firstHash };
      }),

    list: ({ from, to, by, act, subject, before }, limit) =>
      database.report(async (db) => {
        let query = rowsOf(db);
        if (from !== undefined) query = query.where('at', '>=', from);
        if (to !== undefined) query = query.where('at', '<', to);
        if (by === 'nobody') query = query.where('user_id', 'is', null);
        else if (by !== undefined) query = query.where('user_id', '=', by);
        if (act !== undefined) query = query.where('act', '=', act);
        if (subject !== undefined) query = query.where('subject_id', '=', subject);
        if (before !== undefined) query = query.where('seq', '<', before);
        const rows = await query.orderBy('seq', 'desc').limit(limit).execute();
        return rows.map(toEntry);
      }),

    after: (seq, limit) =>
      database.report(async (db) => {
        const rows = await rowsOf(db).where('seq', '>', seq).orderBy('seq').limit(limit).execute();
        return rows.map(toEntry);
      }),
  };
}

function toEntry(row: Selectable<Schema['audit']>): AuditEntry {
  const { account_id: account, seq, at, user_id: by, act, detail, hash } = row;
  const { subject_kind: kind, subject_id: id } = row;
  const subject = kind === null || id === null ? null : { kind, id };
  return {
    row: readStored(auditRowSchema, {
      ...{ account, seq, at, by, act, subject },
      detail: parseJson(detail),
    }),
    hash,
  };
}
