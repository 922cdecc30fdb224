import type { RequestId } from '@beside/shared/domain/ids';
import { createConversation, type Conversation } from '../../../client/src/session/conversation.ts';
import type { Signaling } from '../../../client/src/signaling/signaling.ts';
import type { Recorder } from './recorder.ts';

/** The product's own conversation on a page, with what it shows written down. */
export function follow(
  signaling: Signaling,
  requestId: RequestId,
  page: string,
  recorder: Recorder,
): Conversation {
  const kept = new Map<string, string>();
  const conversation = createConversation({
    signaling,
    requestId,
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
  });
  let shown = 0;
  conversation.state.subscribe(({ entries, request, failure }, before) => {
    for (const { id, seq } of entries.slice(shown)) {
      recorder.add({ page, kind: 'shown', request: requestId, id, seq });
    }
    shown = entries.length;
    if (failure && failure !== before.failure) {
      recorder.fail(`${page} was told of ${requestId}: ${failure}`);
    }
    if (!request || request === before.request) return;
    const { version, phase, assignee, live } = request;
    recorder.add({
      ...({ page, kind: 'state', request: requestId } as const),
      state: {
        ...{ party: signaling.party, version, phase },
        ...{ assignee: assignee?.id ?? null, share: live.share.phase },
      },
    });
  });
  return conversation;
}
