import { createHash } from 'node:crypto';
import * as z from 'zod';
import { requestIdSchema, type AccountId } from '@beside/shared/domain/ids';
import { CodedError } from '@beside/shared/protocol/errors';
import type { ReportListQuery, ReportRow, ReportSort } from '@beside/shared/protocol/admin/reports';
import type { ReportOrder } from '../ports/reports.ts';

const markSchema = z.tuple([z.string(), z.nullable(z.int()), requestIdSchema]);

/** What the order goes by. */
export function figureOf(row: ReportRow, sort: ReportSort): number | null {
  switch (sort) {
    case 'started':
      return row.createdAt;
    case 'waiting':
      return row.waitingMs;
    case 'answer':
      return row.answerMs;
    case 'handling':
      return row.handlingMs;
    case 'sharing':
      return row.sharingMs;
    case 'rating':
      return row.rating;
  }
}

/** The list that a page belongs to: a mark of another one means nothing in it. */
function listOf(accountId: AccountId, { after: _, ...query }: ReportListQuery): string {
  const list = JSON.stringify([accountId, ...Object.entries(query).sort()]);
  return createHash('sha256').update(list).digest('base64url').slice(0, 16);
}

/** Where the next page begins, for the reader to bring back. */
export function writeMark(accountId: AccountId, query: ReportListQuery, last: ReportRow): string {
  const mark = [listOf(accountId, query), figureOf(last, query.sort), last.id];
  return Buffer.from(JSON.stringify(mark)).toString('base64url');
}

/** @throws CodedError('bad-request') where it is no mark, or one of another list or account */
export function readMark(accountId: AccountId, query: ReportListQuery): ReportOrder['after'] {
  if (query.after === undefined) return undefined;
  const mark = markSchema.safeParse(parsed(query.after)).data;
  if (mark?.[0] !== listOf(accountId, query)) throw CodedError.wrongField('after');
  return { value: mark[1], id: mark[2] };
}

function parsed(mark: string): unknown {
  try {
    return JSON.parse(Buffer.from(mark, 'base64url').toString());
  } catch {
    return undefined;
  }
}
