import type { Kysely, Selectable } from 'kysely';
import {
  figuresSchema,
  noFigures,
  reportStateOf,
  timingsOf,
  type Figures,
} from '@beside/shared/domain/figures';
import type { AccountId } from '@beside/shared/domain/ids';
import type { StoredRequest } from '../../../ports.ts';
import type { Schema } from '../../schema.ts';
import { parseJson, readStored } from '../json.ts';

type Db = Kysely<Schema>;

export function toFigures(stored: string | null): Figures {
  return stored === null ? noFigures : readStored(figuresSchema, parseJson(stored));
}

/** What the narrow row holds, beside whose it is and since when. */
function toColumns({ request, details }: StoredRequest, figures: Figures) {
  const timings = timingsOf(figures, request.createdAt);
  return {
    portal_id: request.portal.id,
    company_id: request.companyId ?? null,
    technician_id: request.assignee?.id ?? null,
    state: reportStateOf(figures),
    taken: figures.takenAt === null ? 0 : 1,
    outcome: request.outcome,
    rating: details.survey?.rating ?? null,
    waiting_ms: timings.waitingMs,
    answer_ms: timings.answerMs,
    handling_ms: timings.handlingMs,
    sharing_ms: timings.sharingMs,
    way: timings.way,
  } satisfies Partial<Selectable<Schema['session_reports']>>;
}

export async function insertReport(
  db: Db,
  accountId: AccountId,
  row: StoredRequest,
  figures: Figures,
): Promise<void> {
  const { id, createdAt } = row.request;
  await db
    .insertInto('session_reports')
    .values({
      request_id: id,
      account_id: accountId,
      created_at: createdAt,
      ...toColumns(row, figures),
    })
    .execute();
}

/** Where a report would say something else than before. */
export async function saveReport(
  db: Db,
  accountId: AccountId,
  before: { row: StoredRequest; figures: Figures },
  after: { row: StoredRequest; figures: Figures },
): Promise<void> {
  const columns = toColumns(after.row, after.figures);
  if (JSON.stringify(columns) === JSON.stringify(toColumns(before.row, before.figures))) return;
  await db
    .updateTable('session_reports')
    .set(columns)
    .where('account_id', '=', accountId)
    .where('request_id', '=', after.row.request.id)
    .execute();
}
