import { createRoot } from 'react-dom/client';
import { I18nContext } from '../i18n/I18nContext.ts';
import { portalTables } from '../i18n/languages.ts';
import { loadPortal } from '../portal/loadPortal.ts';
import { Portal } from '../portal/Portal.tsx';
import '../ui/tokens.css';
import '../portal/portal.css';
import { readI18n } from './readI18n.ts';

const slug = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const loading = loadPortal(slug);
const i18n = await readI18n(portalTables);

const place = document.getElementById('app');
if (!place) throw new Error('the page has no place for the portal');
createRoot(place).render(
  <I18nContext.Provider value={i18n}>
    <Portal slug={slug} loading={loading} />
  </I18nContext.Provider>,
);
