import { sql, type Kysely } from 'kysely';
import * as z from 'zod';
import type { AccountId, CompanyId, PortalId, RequestId, UserId } from '@beside/shared/domain/ids';
import { userIdSchema } from '@beside/shared/domain/ids';
import { timeSchema } from '@beside/shared/domain/request';
import type { WaitingRequest } from '@beside/shared/domain/routing';
import type { Schema } from '../schema.ts';
import { parseJson, readStored } from './json.ts';

type Db = Kysely<Schema>;

const passedSchema = z.array(z.strictObject({ technician: userIdSchema, at: timeSchema }));

export function toPassed(stored: string | null): WaitingRequest['passed'] {
  return stored === null ? [] : readStored(passedSchema, parseJson(stored));
}

/** All requests of the account that wait, whatever the mode of their portal. */
export async function listWaiting(db: Db, accountId: AccountId): Promise<WaitingRequest[]> {
  const rows = await db
    .selectFrom('requests')
    .select(['id', 'version', 'portal_id', 'company_id', 'queued_at', 'wanted_id', 'passed'])
    .where('account_id', '=', accountId)
    .where('phase', '=', 'waiting')
    .execute();
  return rows.map((row) => ({
    id: row.id as RequestId,
    version: row.version,
    portalId: row.portal_id as PortalId,
    companyId: row.company_id as CompanyId | null,
    queuedAt: row.queued_at,
    wanted: row.wanted_id as UserId | null,
    passed: toPassed(row.passed),
  }));
}

/** Of how many the mean is taken: enough to even out, few enough to follow the day. */
const sample = 20;

/** The mean time from taking to ending the last ones of this portal. */
export async function findHandlingMs(
  db: Db,
  accountId: AccountId,
  portalId: PortalId,
): Promise<number | undefined> {
  const rows = await db
    .selectFrom('requests')
    .select(sql<number>`ended_at - assigned_at`.as('handling'))
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
    .where('ended_at', 'is not', null)
    .where('assigned_at', 'is not', null)
    .orderBy('ended_at', 'desc')
    .limit(sample)
    .execute();
  if (rows.length === 0) return undefined;
  return rows.reduce((sum, { handling }) => sum + handling, 0) / rows.length;
}

/** Locks the row of the account: routing decisions of one account are made one after another. */
export async function lockLines(db: Db, accountId: AccountId): Promise<void> {
  await db
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', accountId)
    .forNoKeyUpdate()
    .execute();
}
