import { sql, type Kysely, type SqlBool } from 'kysely';
import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import { reportRowSchema, type ReportRow } from '@beside/shared/protocol/admin/reports';
import type { Schema } from '../../schema.ts';
import { readStored } from '../json.ts';

type Db = Kysely<Schema>;

/** These sessions, in this order. */
export async function loadRows(
  db: Db,
  accountId: AccountId,
  ids: readonly RequestId[],
): Promise<ReportRow[]> {
  if (ids.length === 0) return [];
  const rows = await selectRows(db, accountId).where('s.request_id', 'in', ids).execute();
  const byId = new Map(rows.map((row) => [row.request_id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [toReportRow(row)] : [];
  });
}

function selectRows(db: Db, accountId: AccountId) {
  return (
    db
      .selectFrom('session_reports as s')
      .innerJoin('requests as r', 'r.id', 's.request_id')
      .innerJoin('portals', 'portals.id', 's.portal_id')
      .leftJoin('users', 'users.id', 's.technician_id')
      .leftJoin('companies', 'companies.id', 's.company_id')
      .selectAll('s')
      .select([
        'r.phase',
        'r.customer_name',
        'r.customer_email',
        'r.phone',
        'r.company',
        'r.question',
      ])
      .select(['portals.name as portal_name', 'users.name as technician_name'])
      .select('companies.name as company_name')
      // Found by their ids: an index of the account would be read to its end.
      .where(sql<SqlBool>`(s.account_id || '') = ${accountId}`)
  );
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRows>['execute']>>[number];

function toReportRow(row: Row): ReportRow {
  const named = (id: string | null, name: string | null) =>
    id === null ? null : { id, name: name ?? '' };
  return readStored(reportRowSchema, {
    id: row.request_id,
    createdAt: row.created_at,
    phase: row.phase,
    state: row.state,
    customer: {
      name: row.customer_name,
      email: row.customer_email,
      phone: row.phone,
      company: row.company,
    },
    question: row.question,
    company: named(row.company_id, row.company_name),
    portal: named(row.portal_id, row.portal_name),
    technician: named(row.technician_id, row.technician_name),
    outcome: row.outcome,
    rating: row.rating,
    waitingMs: row.waiting_ms,
    answerMs: row.answer_ms,
    handlingMs: row.handling_ms,
    sharingMs: row.sharing_ms,
    way: row.way,
  });
}
