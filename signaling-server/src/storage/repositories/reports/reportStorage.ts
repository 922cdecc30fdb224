import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { AccountId, UserId } from '@beside/shared/domain/ids';
import { chatFileSchema } from '@beside/shared/domain/request';
import { teamRoles } from '@beside/shared/domain/words';
import type { Guest, ReportStorage } from '../../../ports/reports.ts';
import type { Database } from '../../database.ts';
import type { Schema } from '../../schema.ts';
import { parseJson, readStored } from '../json.ts';
import { countReports, listReports } from './list.ts';
import { loadRows } from './rows.ts';
import { sumReports, sumReportsBy, sumReportsOver } from './totals.ts';

type Db = Kysely<Schema>;

/** Reports of one account: what takes long is asked where nobody else waits behind it. */
export function createReportStorage(database: Database, accountId: AccountId): ReportStorage {
  const many = database.limits.manySessions;
  return {
    page: (scope, order, limit) =>
      database.report((db) => listReports(db, accountId, scope, order, { limit, many })),
    count: (scope, limit) =>
      database.report((db) => countReports(db, accountId, scope, { limit, many })),
    row: (id) =>
      database.report(async (db) => {
        const [row] = await loadRows(db, accountId, [id]);
        return row;
      }),
    totals: (scope) => database.report((db) => sumReports(db, accountId, scope, many)),
    over: (scope, times) =>
      database.report((db) => sumReportsOver(db, accountId, scope, times, many)),
    by: (scope, group, limit) =>
      database.report((db) => sumReportsBy(db, accountId, scope, group, { limit, many })),
    people: () =>
      database.report(async (db) => {
        const rows = await db
          .selectFrom('users')
          .select(['id', 'name'])
          .where('account_id', '=', accountId)
          .orderBy('name')
          .execute();
        return rows.map(({ id, name }) => ({ id: id as UserId, name }));
      }),
    guests: (id) => database.report((db) => listGuests(db, accountId, id)),
    files: (id) =>
      database.report(async (db) => {
        const rows = await db
          .selectFrom('files')
          .select(['id', 'name', 'size', 'type', 'picture'])
          .where('account_id', '=', accountId)
          .where('request_id', '=', id)
          .where('state', '=', 'stored')
          .orderBy('created_at')
          .orderBy('id')
          .execute();
        return rows.map(({ picture, ...file }) =>
          readStored(chatFileSchema, {
            ...file,
            picture: picture === null ? null : parseJson(picture),
          }),
        );
      }),
  };
}

async function listGuests(db: Db, accountId: AccountId, id: string): Promise<Guest[]> {
  const rows = await db
    .selectFrom('participants')
    .innerJoin('users', 'users.id', 'participants.user_id')
    .select(['users.id', 'users.name', 'participants.role', 'participants.masked'])
    .select(['participants.since', 'participants.ended_at'])
    .where('participants.account_id', '=', accountId)
    .where('participants.request_id', '=', id)
    .where('participants.state', '!=', 'invited')
    .orderBy('participants.since')
    .orderBy('users.id')
    .execute();
  return rows.map((row) => ({
    id: row.id as UserId,
    name: row.name,
    role: readStored(z.enum(teamRoles), row.role),
    masked: row.masked === 1,
    since: row.since,
    endedAt: row.ended_at,
  }));
}
