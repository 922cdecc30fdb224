import type { SupportRequest } from '@beside/shared/domain/request';
import type { CustomerPage } from '@beside/shared/domain/sessionWindow';
import type { EndpointId } from '@beside/shared/domain/ids';
import type { ConversationState } from '../session/conversation.ts';
import type { SessionDoor } from './sessionDoor.ts';

/** Which of the customer's pages this is, and the way to the other one. */
export interface LiveRoom {
  role: CustomerPage;
  door: SessionDoor;
  /** Whether a session window of this conversation is there, other than this page. */
  sessionIsOpen: boolean;
}

/** A window that shares counts as there, also while its line is down for a moment. */
export function isSessionOpen(
  presence: ConversationState['presence'],
  request: SupportRequest | null,
  own: EndpointId,
): boolean {
  const share = request?.live.share;
  const sharesElsewhere = share?.phase === 'sharing' && share.endpoint !== own;
  return sharesElsewhere || presence.some(({ session, endpoint }) => session && endpoint !== own);
}
