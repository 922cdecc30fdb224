import type { RequestId } from '@beside/shared/domain/ids';
import type { OpenedRequest } from '@beside/shared/protocol/http';

const keyOf = (slug: string): string => `beside.stay.${slug}`;

/** The conversation that a reload of this portal goes on with. */
export function readStay(slug: string): OpenedRequest | null {
  const stored = localStorage.getItem(keyOf(slug));
  const [requestId, token] = stored?.split(' ') ?? [];
  return requestId && token ? { requestId: requestId as RequestId, token } : null;
}

export function keepStay(slug: string, { requestId, token }: OpenedRequest): void {
  localStorage.setItem(keyOf(slug), `${requestId} ${token}`);
}

export function forgetStay(slug: string): void {
  localStorage.removeItem(keyOf(slug));
}
