import type { PortalView } from '@beside/shared/protocol/http';
import type { PortalNews } from '../session/portalNews.ts';

/** What the floating button hands over to the panel's module, which it loads when it is opened. */
export interface PanelParts {
  /** Origin of the installation. */
  server: string;
  portal: PortalView;
  /** BCP 47, what the site wishes. */
  language: string | undefined;
  shadow: ShadowRoot;
  /** Bears tokens, language and the account's colours. */
  root: HTMLElement;
  /** Where the portal goes. */
  body: HTMLElement;
  /** Stays in front of the whole page, also while the panel is closed. */
  front: HTMLElement;
  tell(news: PortalNews): void;
}

/** What `/embed/panel.js` exports. */
export interface PanelModule {
  /** Rejects where something of it could not be fetched. */
  mountPanel(parts: PanelParts): Promise<void>;
}
