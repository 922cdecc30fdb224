import { outboundChannels, usualPreferences } from '@beside/shared/domain/channels';
import type { Figures } from '@beside/shared/domain/figures';
import type { AccountId, CompanyId, UserId } from '@beside/shared/domain/ids';
import type { Preferences } from '@beside/shared/domain/notifications';
import type { RequestPhase } from '@beside/shared/domain/requestPhase';
import type { Viewer } from '@beside/shared/domain/rights';
import type { Standing } from '@beside/shared/domain/team';
import { authorOf, isFirstAnswer, whyUnwritable, type Writer } from '@beside/shared/domain/writing';
import type { NewMessage } from '../../ports.ts';
import { bodyOf } from '../repositories/entryBody.ts';
import { dueId } from '../repositories/dueId.ts';
import { ask, type Steps } from './procedure.ts';

export interface Post {
  accountId: AccountId;
  message: NewMessage;
}

/** Where a message stands now, and what was found out about it. */
export interface Posted {
  seq: number;
  from: ReturnType<typeof authorOf>;
  isNoticed: boolean;
}

/** Stores a message that nothing else follows from, if it may be written and is not there yet. */
export function* postMessage({ accountId, message }: Post): Steps<Posted | undefined> {
  const { requestId, id, at, text, writer, name, notice } = message;
  const place = { accountId, requestId };
  const [row] = yield* ask('lockConversation', place);
  if (!row) return undefined;
  if (writer.party === 'technician') {
    const found = yield* ask('findUser', { accountId, userId: writer.id });
    if (found.length === 0) return undefined;
  }
  // An invitation is counted as unseen: where nothing is, nobody was ever invited.
  const members = row.unseen > 0 ? yield* ask('listStandings', place) : [];
  const viewer = asOneInvolved(writer);
  const why = whyUnwritable(viewer, {
    id: requestId,
    phase: row.phase as RequestPhase,
    companyId: row.company_id as CompanyId | null,
    assignee: person(row.assignee_id),
    offer: row.offered_to === null ? null : { to: { id: row.offered_to as UserId } },
    wanted: person(row.wanted_id),
    team: { members: members.map(toStanding) },
  });
  const from = authorOf(writer, name, { name: row.customer_name });
  if (why || isFirstAnswer(from, answeredAt(row.figures))) return undefined;

  const seq = row.last_seq + 1;
  const body = bodyOf({ kind: 'message', from, text });
  const stored = yield* ask('insertMessage', { requestId, seq, id, at, kind: 'message', body });
  // Of that id there is one already.
  if (stored.length === 0) return undefined;
  yield* ask('takePlace', { ...place, seq });
  const isNoticed = notice !== null && row.assignee_id !== null && isToldOutside(row.chosen);
  if (isNoticed) {
    const { subject, dueAt } = notice;
    const due = { id: dueId('notice', subject), kind: 'notice' as const, subject, dueAt };
    yield* ask('fallDueBy', { ...due, accountId });
  }
  return { seq, from, isNoticed };
}

/** Who may write is involved, and sees the conversation whichever companies they are granted. */
function asOneInvolved(writer: Writer): Viewer {
  return writer.party === 'customer' ? writer : { ...writer, companies: [] };
}

/** Most people hear of messages on their page alone. */
function isToldOutside(chosen: string | null): boolean {
  const { channels } = chosen === null ? usualPreferences : (JSON.parse(chosen) as Preferences);
  return outboundChannels.some((channel) => channels.message.includes(channel));
}

function toStanding({ masked, ...row }: Omit<Standing, 'masked'> & { masked: number }): Standing {
  return { ...row, masked: masked === 1 };
}

function answeredAt(figures: string | null): number | null {
  return figures === null ? null : (JSON.parse(figures) as Figures).answeredAt;
}

function person(id: string | null): { id: UserId } | null {
  return id === null ? null : { id: id as UserId };
}
