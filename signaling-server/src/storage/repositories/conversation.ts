import type { Kysely } from 'kysely';
import type { Figures } from '@beside/shared/domain/figures';
import type { AccountId, CompanyId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { RequestPhase } from '@beside/shared/domain/requestPhase';
import type { Conversation } from '../../ports.ts';
import type { Schema } from '../schema.ts';
import { listMembers } from './participants.ts';
import { prepare } from './prepare.ts';
import { toFigures } from './reports/figures.ts';

type Db = Kysely<Schema>;

interface Place {
  accountId: AccountId;
  requestId: RequestId;
}

/** A conversation whose lock is held, and where its next entry goes. */
export interface HeldConversation {
  conversation: Conversation;
  lastSeq: number;
  figures: Figures;
}

/** The lock is that of `lockRequest`: both hold the one row. */
const lockRow = prepare((db, { accountId, requestId }: Place) =>
  db
    .selectFrom('requests')
    .select(['phase', 'customer_name', 'company_id', 'assignee_id', 'offered_to', 'wanted_id'])
    .select(['unseen', 'last_seq', 'figures'])
    .where('account_id', '=', accountId)
    .where('id', '=', requestId)
    .forUpdate(),
);

/** What a message has to do with, and nobody else's change until the commit. */
export async function lockConversation(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
): Promise<HeldConversation | undefined> {
  const [row] = await lockRow(db, { accountId, requestId });
  if (!row) return undefined;
  const offeredTo = person(row.offered_to);
  // An invitation is counted as unseen: where nothing is, nobody was ever invited.
  const members = row.unseen > 0 ? await listMembers(db, accountId, requestId) : undefined;
  return {
    conversation: {
      id: requestId,
      phase: row.phase as RequestPhase,
      customer: { name: row.customer_name },
      companyId: row.company_id as CompanyId | null,
      assignee: person(row.assignee_id),
      offer: offeredTo && { to: offeredTo },
      wanted: person(row.wanted_id),
      team: members && { members: members.get(requestId) ?? [] },
    },
    lastSeq: row.last_seq,
    figures: toFigures(row.figures),
  };
}

function person(id: string | null): { id: UserId } | null {
  return id === null ? null : { id: id as UserId };
}
