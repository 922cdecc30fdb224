import type { SupportRequest } from '@beside/shared/domain/request';
import type { Conversation } from './conversation.ts';
import type { ReadonlyStore } from './live.ts';

/**
 * The request alone, for those who follow nothing else of the conversation.
 *
 * @param first what is known of it now, so that there is always something
 */
export function requestStore(
  { state }: Conversation,
  first: SupportRequest,
): ReadonlyStore<SupportRequest> {
  return {
    getState: () => state.getState().request ?? first,
    subscribe: (listener) =>
      state.subscribe(({ request }, previous) => {
        if (request && request !== previous.request) listener(request, previous.request ?? first);
      }),
  };
}
