import type { CustomerPage } from '@beside/shared/domain/sessionWindow';
import type { OpenedRequest } from '@beside/shared/protocol/http';
import { shareAbility } from '../lib/shareAbility.ts';
import { createConversation, type Conversation } from '../session/conversation.ts';
import { createSignaling } from '../signaling/createSignaling.ts';
import type { Signaling } from '../signaling/signaling.ts';

/** The customer's line to the one conversation. */
export interface OpenStay {
  signaling: Signaling;
  conversation: Conversation;
  token: string;
  role: CustomerPage;
  /** Origin of the server; empty where the page came from it. */
  server: string;
  close(): void;
}

export function openStay(
  { requestId, token }: OpenedRequest,
  server: string,
  role: CustomerPage,
): OpenStay {
  const signaling = createSignaling({ party: 'customer', token }, server);
  const conversation = createConversation({
    signaling,
    requestId,
    share: shareAbility(),
    session: role === 'session',
  });
  return {
    signaling,
    conversation,
    token,
    role,
    server,
    close() {
      conversation.close();
      signaling.close();
    },
  };
}
