import { createContext, useContext, type ReactNode } from 'react';
import { keptText, type TextStorage } from '../lib/keptText.ts';
import type { PortalNews } from '../session/portalNews.ts';

/** Where a portal stands: on a page of its own, or in a panel of somebody else's. */
export interface Place {
  /** Bears the language and the account's colours for everything inside it. */
  readonly root: HTMLElement;
  /** Origin of the server; empty where the page itself came from it. */
  readonly server: string;
  /** What a reload goes on with. */
  readonly storage: TextStorage;
  /** Whether the page belongs to somebody else: not ours to name, to reload or to fill. */
  readonly isGuest: boolean;
  /** The page that the customer came from (rule P6). */
  referrer(): string;
  /** Whether a field may take the focus to itself: not away from what somebody does elsewhere. */
  mayTakeFocus(): boolean;
  /** Takes up anew what is kept. */
  restart(): void;
  /** Puts what has to be seen at all times in front of the whole page. */
  inFront(content: ReactNode): ReactNode;
  /** Tells whoever stands outside. */
  tell(news: PortalNews): void;
}

/** The page that the server gives out for a portal. */
export const ownPage: Place = {
  root: document.documentElement,
  server: '',
  storage: keptText,
  isGuest: false,
  referrer: () => document.referrer,
  mayTakeFocus: () => true,
  restart: () => location.reload(),
  inFront: (content) => content,
  tell: () => undefined,
};

export const PlaceContext = createContext(ownPage);

export function usePlace(): Place {
  return useContext(PlaceContext);
}
