import type { OpenedRequest } from '@beside/shared/protocol/http';
import type { Place } from './place.ts';

/** Room for the conversation and the bar above it, beside what is shared. */
const features = 'popup,width=560,height=760';

/** The way from the portal into the session window (rule S2). */
export interface SessionDoor {
  readonly address: string;
  /** Whether one that is there can be brought to the front: across sites, browsers know no way. */
  readonly canShow: boolean;
  /**
   * Opens the window, or brings it to the front; has to be called from the customer's own click.
   *
   * @returns whether the browser let it
   */
  open(click: { isTrusted: boolean }): boolean;
}

/**
 * Where the session window of a conversation is. On a page of somebody else's it cannot find what
 * this page keeps: it is handed over in the part of the address that no server is sent.
 *
 * @param page what the conversation is kept under: the slug of a portal, or `/join`
 */
function sessionAddress(
  { server, isGuest }: Pick<Place, 'server' | 'isGuest'>,
  page: string,
  { requestId, token }: OpenedRequest,
): string {
  const path = page === '/join' ? '/join/session' : `/p/${encodeURIComponent(page)}/session`;
  return isGuest ? `${server}${path}#${requestId}.${token}` : path;
}

export function createSessionDoor(
  place: Pick<Place, 'server' | 'isGuest'>,
  page: string,
  stay: OpenedRequest,
): SessionDoor {
  const address = sessionAddress(place, page, stay);
  let opened: Window | null = null;
  return {
    address,
    canShow: !place.isGuest,
    open(click) {
      if (!click.isTrusted) return true;
      if (!opened || opened.closed) {
        // Named without an address, one that is there already stays as it is: it may be sharing.
        opened = window.open('', `beside-session-${stay.requestId}`, features);
        if (opened && isNew(opened)) opened.location.href = address;
      }
      opened?.focus();
      return opened !== null;
    },
  };
}

function isNew(opened: Window): boolean {
  return opened.location.href === 'about:blank';
}
