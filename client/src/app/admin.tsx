// The kit's own styles come first, so that ours stand over them.
import '../console/kit.css';
import '../admin/kit.css';
import '../ui/tokens.css';
import '../console/console.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { Me } from '@beside/shared/protocol/http';
import { StrictMode, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { Admin } from '../admin/Admin.tsx';
import { loadMe } from '../console/loadMe.ts';
import { identityNotes } from '../console/signIn/identityNotes.ts';
import { SignInPage } from '../console/signIn/SignInPage.tsx';
import { cssVariables, theme } from '../console/theme.ts';
import { createI18n } from '../i18n/createI18n.ts';
import { I18nContext, useI18n } from '../i18n/I18nContext.ts';
import { adminTables } from '../i18n/tables.ts';
import { readI18n } from './readI18n.ts';

const loading = loadMe();
const i18n = await readI18n(createI18n, adminTables);

/** People sign in as they do in the console, and are in both from then on. */
function SignIn({ onSignedIn }: { onSignedIn: (me: Me) => void }): ReactElement {
  const { t } = useI18n();
  return <SignInPage {...identityNotes(null, t)} onSignedIn={onSignedIn} />;
}

const place = document.getElementById('app');
if (!place) throw new Error('the page has no place for the management centre');
createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <I18nContext.Provider value={i18n}>
        <BrowserRouter basename="/admin">
          <Admin loading={loading} reload={loadMe} SignIn={SignIn} />
        </BrowserRouter>
        <Notifications position="bottom-left" />
      </I18nContext.Provider>
    </MantineProvider>
  </StrictMode>,
);
