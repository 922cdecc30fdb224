import type { Language } from '@beside/shared/i18n/languages';
import type { TabOffer } from '@beside/shared/protocol/http';
import type { TabName } from '../../media/captureHandle.ts';

/** What the script of the tag hands over to the module that it loads when its tab is shared. */
export interface TabParts {
  name: TabName;
  offer: NonNullable<TabOffer>;
  language: Language;
  /** Sends what is answered to who waits. @returns whether it was taken */
  answer(sealed: string): Promise<boolean>;
  /** What the page paints is in the module's care from now on. */
  onCovered(): void;
  /** The line is over. `forgotten`: this tab is not shared any more. */
  onEnd(end: { forgotten: boolean }): void;
}

/** What `/embed/tab.js` exports. */
export interface TabModule {
  /** Rejects where something of it could not be fetched. @returns whether there is a line */
  joinShare(parts: TabParts): Promise<boolean>;
}
