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
  close(): void;
}

export function openStay({ requestId, token }: OpenedRequest): OpenStay {
  const signaling = createSignaling({ party: 'customer', token });
  const conversation = createConversation({ signaling, requestId, share: shareAbility() });
  return {
    signaling,
    conversation,
    token,
    close() {
      conversation.close();
      signaling.close();
    },
  };
}
