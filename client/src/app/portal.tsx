import { createRoot } from 'react-dom/client';
import { createLightI18n } from '../i18n/createLightI18n.ts';
import { portalTables } from '../i18n/tables.ts';
import { adoptHandedStay } from '../portal/handedStay.ts';
import { JoinPage } from '../portal/JoinPage.tsx';
import { loadPortal } from '../portal/loadPortal.ts';
import { ownPage } from '../portal/place.ts';
import { Portal } from '../portal/Portal.tsx';
import { PreviewDoorway } from '../portal/PreviewDoorway.tsx';
import { SessionDoorway } from '../portal/SessionDoorway.tsx';
import { VerifyDoorway } from '../portal/VerifyDoorway.tsx';
import '../ui/tokens.css';
import '../portal/portal.css';
import { wantedLanguages } from './keptLanguage.ts';
import { PortalRoot } from './PortalRoot.tsx';
import { readI18n } from './readI18n.ts';

const parts = location.pathname.split('/').slice(1).map(decodeURIComponent);
const isSession = parts.length > 1 && parts.at(-1) === 'session';
const page = parts[0] === 'join' ? '/join' : (parts[1] ?? '');
const face = isSession ? (
  <SessionDoorway page={page} />
) : page === '/join' ? (
  <JoinPage />
) : parts[0] === 'verify' ? (
  <VerifyDoorway />
) : parts[0] === 'admin' ? (
  <PreviewDoorway />
) : (
  portalOf(page)
);
const i18n = await readI18n(createLightI18n, portalTables, wantedLanguages(ownPage.storage));

const app = document.getElementById('app');
if (!app) throw new Error('the page has no place for the portal');
createRoot(app).render(
  <PortalRoot first={i18n} place={ownPage}>
    {face}
  </PortalRoot>,
);

/** Asks for the portal at once, while the words are on their way. */
function portalOf(slug: string) {
  adoptHandedStay(ownPage.storage, slug);
  return <Portal slug={slug} loading={loadPortal(ownPage.server, slug)} />;
}
