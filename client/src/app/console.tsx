// The kit's own styles come first, so that ours stand over them.
import '../console/kit.css';
import '../ui/tokens.css';
import '../console/console.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { Console } from '../console/Console.tsx';
import { loadMe } from '../console/loadMe.ts';
import { cssVariables, theme } from '../console/theme.ts';
import { createI18n } from '../i18n/createI18n.ts';
import { I18nContext } from '../i18n/I18nContext.ts';
import { consoleTables } from '../i18n/tables.ts';
import { readI18n } from './readI18n.ts';

const loading = loadMe();
const i18n = await readI18n(createI18n, consoleTables);

const place = document.getElementById('app');
if (!place) throw new Error('the page has no place for the console');
createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <I18nContext.Provider value={i18n}>
        <BrowserRouter basename="/console">
          <Console loading={loading} />
        </BrowserRouter>
        <Notifications position="bottom-left" />
      </I18nContext.Provider>
    </MantineProvider>
  </StrictMode>,
);
