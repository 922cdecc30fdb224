import type { RequestId } from '@beside/shared/domain/ids';
import type { OpenedRequest } from '@beside/shared/protocol/http';
import { keptInTab, keptText, type TextStorage } from '../lib/keptText.ts';
import { keepStay, readStay } from '../session/stay.ts';

const handedOver = /^#([0-9a-f-]{36})\.([A-Za-z0-9_-]{20,128})$/;

/** What this page was handed in its address, from which it goes at once. */
function takeHanded(): OpenedRequest | null {
  const [, requestId, token] = handedOver.exec(location.hash) ?? [];
  if (!requestId || !token) return null;
  history.replaceState(null, '', location.pathname);
  return { requestId: requestId as RequestId, token };
}

/**
 * The conversation that a session window goes on with: what it was handed, which is kept for this
 * window's reload, or what the portal keeps.
 */
export function readHandedStay(page: string): OpenedRequest | null {
  const handed = takeHanded();
  if (handed) keepStay(keptInTab, page, handed);
  return readStay(keptInTab, page) ?? readStay(keptText, page);
}

/** Whoever follows the link of a request that was opened for them goes on with that one. */
export function adoptHandedStay(storage: TextStorage, page: string): void {
  const handed = takeHanded();
  if (handed) keepStay(storage, page, handed);
}
