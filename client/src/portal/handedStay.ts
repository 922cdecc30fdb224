import type { RequestId } from '@beside/shared/domain/ids';
import type { OpenedRequest } from '@beside/shared/protocol/http';
import { keptInTab, keptText } from '../lib/keptText.ts';
import { keepStay, readStay } from '../session/stay.ts';

const handedOver = /^#([0-9a-f-]{36})\.([A-Za-z0-9_-]{20,128})$/;

/**
 * The conversation that a session window goes on with: what it was handed in its address, which goes
 * from there at once and is kept for this window's reload, or what the portal keeps.
 */
export function readHandedStay(page: string): OpenedRequest | null {
  const [, requestId, token] = handedOver.exec(location.hash) ?? [];
  if (requestId && token) {
    keepStay(keptInTab, page, { requestId: requestId as RequestId, token });
    history.replaceState(null, '', location.pathname);
  }
  return readStay(keptInTab, page) ?? readStay(keptText, page);
}
