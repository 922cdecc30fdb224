import type { RequestId } from '@beside/shared/domain/ids';
import type { OpenedRequest } from '@beside/shared/protocol/http';
import type { TextStorage } from '../lib/keptText.ts';

const keyOf = (page: string): string => `beside.stay.${page}`;

/**
 * The conversation that a reload of this page goes on with.
 *
 * @param page the slug of a portal, or `/join`
 */
export function readStay(storage: TextStorage, page: string): OpenedRequest | null {
  const stored = storage.getItem(keyOf(page));
  const [requestId, token] = stored?.split(' ') ?? [];
  return requestId && token ? { requestId: requestId as RequestId, token } : null;
}

export function keepStay(
  storage: TextStorage,
  page: string,
  { requestId, token }: OpenedRequest,
): void {
  storage.setItem(keyOf(page), `${requestId} ${token}`);
}

export function forgetStay(storage: TextStorage, page: string): void {
  storage.removeItem(keyOf(page));
}
