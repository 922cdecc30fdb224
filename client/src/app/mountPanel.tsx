import { createPortal } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { useMemo, useState, type ReactElement } from 'react';
import type { PanelParts } from '../embed/panelContract.ts';
import type { I18n } from '../i18n/createI18n.ts';
import { createLightI18n } from '../i18n/createLightI18n.ts';
import { portalTables } from '../i18n/tables.ts';
import { keptInTab } from '../lib/keptText.ts';
import { loadPortal, type LoadedPortal } from '../portal/loadPortal.ts';
import type { Place } from '../portal/place.ts';
import { Portal } from '../portal/Portal.tsx';
import '../ui/tokens.css';
import '../portal/portal.css';
import { wantedLanguages } from './keptLanguage.ts';
import { PortalRoot } from './PortalRoot.tsx';
import { readI18n } from './readI18n.ts';

/** Puts the portal into the panel of the embed. Rejects where something of it could not be fetched. */
export async function mountPanel(parts: PanelParts): Promise<void> {
  const { server, shadow, root, body, language } = parts;
  const [i18n, sheet] = await Promise.all([
    readI18n(createLightI18n, portalTables, wantedLanguages(keptInTab, language), root),
    fetchStyles(server),
  ]);
  // The reader's own size of text, whatever the page's root element says of its own.
  root.style.setProperty('--rem', getComputedStyle(root).fontSize);
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  createRoot(body).render(<Panel parts={parts} i18n={i18n} />);
}

/** As a constructed sheet, for which no page's policy needs a hole. */
async function fetchStyles(server: string): Promise<CSSStyleSheet> {
  const answer = await fetch(`${server}/embed/panel.css`);
  if (!answer.ok) throw new TypeError('the styles could not be fetched');
  return new CSSStyleSheet().replace(await answer.text());
}

function Panel({ parts, i18n }: { parts: PanelParts; i18n: I18n }): ReactElement {
  const { portal, server, shadow, root, front, tell } = parts;
  const [round, setRound] = useState(0);
  const place = useMemo(
    (): Place => ({
      root,
      server,
      storage: keptInTab,
      isGuest: true,
      referrer: () => location.href.replace(/#.*/, ''),
      mayTakeFocus: () => shadow.activeElement !== null,
      restart: () => setRound((count) => count + 1),
      inFront: (content) => createPortal(content, front),
      tell,
    }),
    [root, server, shadow, front, tell],
  );
  const loading = useMemo(
    (): Promise<LoadedPortal> =>
      round === 0 ? Promise.resolve({ state: 'open', portal }) : loadPortal(server, portal.slug),
    [round, portal, server],
  );
  return (
    <PortalRoot first={i18n} place={place}>
      <Portal key={round} slug={portal.slug} loading={loading} />
    </PortalRoot>
  );
}
