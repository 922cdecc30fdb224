import type { Kysely } from 'kysely';
import { emailKey } from '@beside/shared/domain/contact';
import type { AccountId, FileId, RequestId } from '@beside/shared/domain/ids';
import { surveySchema, type SupportRequest } from '@beside/shared/domain/request';
import { chatIsOpen, requestPhases } from '@beside/shared/domain/requestPhase';
import type { PrivacyStorage } from '../../ports/privacy.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { listFiles } from './files.ts';
import { parseJson, readStored } from './json.ts';

type Db = Kysely<Schema>;

const closedPhases = requestPhases.filter((phase) => !chatIsOpen(phase));

export function createPrivacyStorage(database: Database, accountId: AccountId): PrivacyStorage {
  const requests = (db: Db) =>
    db.selectFrom('requests').select('id').where('account_id', '=', accountId);
  const idsOf = (rows: { id: string }[]): RequestId[] => rows.map(({ id }) => id as RequestId);
  return {
    requestsOf: (email) =>
      database.report(async (db) => {
        const key = emailKey(email);
        if (key === '') return [];
        return idsOf(
          await requests(db).where('email_key', '=', key).orderBy('created_at').execute(),
        );
      }),

    overBefore: (at, limit) =>
      database.report(async (db) =>
        idsOf(
          await requests(db)
            .where('phase', 'in', closedPhases)
            .where('erased_at', 'is', null)
            .where('phase_since', '<', at)
            .orderBy('phase_since')
            .limit(limit)
            .execute(),
        ),
      ),

    filesOf: (id) => database.run((db) => listFiles(db, accountId, id)),

    isErased: (id) =>
      database.run(async (db) => {
        const row = await requests(db).select('erased_at').where('id', '=', id).executeTakeFirst();
        return row !== undefined && row.erased_at !== null;
      }),

    retentionDays: () =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('accounts')
          .select('retention_days')
          .where('id', '=', accountId)
          .executeTakeFirst();
        return row?.retention_days ?? null;
      }),
  };
}

const nobody = { userAgent: '', language: '', timeZone: '', screenWidth: 0, screenHeight: 0 };

/** All that belongs to a request and tells of its customer, beside the request's own row. */
const told = [
  'entries',
  'side_entries',
  'side_reads',
  'reads',
  'notes',
  'deliveries',
  'webhook_deliveries',
  'files',
  'session_log',
  'recordings',
  'helpers',
] as const;

/**
 * Takes a customer out of a request whose lock is held; its figures stay, as of nobody.
 *
 * @param tokenHash of no token that anybody has
 * @returns the files whose bytes are to go
 */
export async function eraseRequest(
  db: Db,
  accountId: AccountId,
  { id, version }: SupportRequest,
  { at, tokenHash }: { at: number; tokenHash: string },
): Promise<FileId[]> {
  const request = (table: Db) =>
    table.selectFrom('requests').where('account_id', '=', accountId).where('id', '=', id);
  const row = await request(db).select('survey').executeTakeFirst();
  const files = await listFiles(db, accountId, id);
  const survey = row?.survey ? readStored(surveySchema, parseJson(row.survey)) : null;
  for (const table of told) await db.deleteFrom(table).where('request_id', '=', id).execute();
  await db
    .updateTable('requests')
    .set({
      ...{ customer_name: '', customer_email: null, company: null, phone: null, answers: null },
      ...{ question: '', notes: '', email_key: '', phone_key: '', search_text: '' },
      source: JSON.stringify({ ...nobody, referrer: '', address: '' }),
      survey: survey && JSON.stringify({ ...survey, words: '' }),
      ...{ token_hash: tokenHash, log_head: null, erased_at: at, version: version + 1 },
    })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute();
  return files.map((file) => file.id);
}
