import type { RequestId, UserId } from './ids.ts';
import type { Author } from './request.ts';
import { chatIsOpen, type RequestPhase } from './requestPhase.ts';
import { maySee, type Seen, type Viewer } from './rights.ts';
import { mayIn, type Whose } from './team.ts';
import type { Party } from './words.ts';

/** What decides whether somebody may write into a conversation. */
export interface Conversation extends Seen, Whose {
  phase: RequestPhase;
  team?: Whose['team'];
}

/** Who writes: known by a token or a cookie, never by what a message says. */
export type Writer =
  { party: 'customer'; requestId: RequestId } | { party: 'technician'; id: UserId };

/** Why somebody may not write, by what they may know of: what is not seen is not there. */
export type Unwritable = 'not-found' | 'forbidden' | 'phase-forbids';

/** Who may write into a conversation (rules C1, T9, T12): the whole truth about it. */
export function whyUnwritable(viewer: Viewer, conversation: Conversation): Unwritable | undefined {
  if (!maySee(viewer, conversation)) return 'not-found';
  if (viewer.party === 'technician' && !mayIn(conversation, viewer.id, 'write')) return 'forbidden';
  return chatIsOpen(conversation.phase) ? undefined : 'phase-forbids';
}

/** As whom somebody writes: a customer as the conversation calls them. */
export function authorOf(writer: Writer, ownName: string, customer: { name: string }): Author {
  return writer.party === 'technician'
    ? { party: writer.party, id: writer.id, name: ownName }
    : { party: writer.party, id: null, name: customer.name };
}

/** Whether this is the answer that the customer has waited for, which reports count (rule M2). */
export function isFirstAnswer({ party }: { party: Party }, answeredAt: number | null): boolean {
  return party === 'technician' && answeredAt === null;
}
