import { Button } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { Me } from '@beside/shared/protocol/http';
import {
  useCallback,
  useEffect,
  useMemo,
  useState,
  type ComponentType,
  type ReactElement,
} from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { RequestFailed } from '../signaling/signaling.ts';
import { AdminContext } from './AdminContext.ts';
import { AdminFrame } from './AdminFrame.tsx';
import { Notice } from './parts/Notice.tsx';
import { sections } from './sections.ts';

type Found = { state: 'signed-in'; me: Me } | { state: 'signed-out' | 'failed' };
type Session = Found | { state: 'loading' };

interface Props {
  loading: Promise<Found>;
  reload: () => Promise<Found>;
  SignIn: ComponentType<{ onSignedIn: (me: Me) => void }>;
}

/** The management centre: who is at it decides what it shows. */
export function Admin({ loading, reload, SignIn }: Props): ReactElement {
  const { t } = useI18n();
  const [session, setSession] = useState<Session>({ state: 'loading' });
  useEffect(() => void loading.then(setSession), [loading]);
  useEffect(() => {
    document.title = t('admin.title');
  }, [t]);
  const leave = useCallback(() => setSession({ state: 'signed-out' }), []);

  switch (session.state) {
    case 'loading':
      return <Notice title={t('app.loading')} quiet />;
    case 'failed':
      return (
        <Notice title={t('admin.failed')}>
          <Button variant="default" onClick={() => void reload().then(setSession)}>
            {t('chat.try-again')}
          </Button>
        </Notice>
      );
    case 'signed-out':
      return <SignIn onSignedIn={(me) => setSession({ state: 'signed-in', me })} />;
    case 'signed-in':
      return <SignedIn key={session.me.id} me={session.me} onLeave={leave} />;
  }
}

function SignedIn({ me, onLeave }: { me: Me; onLeave: () => void }): ReactElement {
  const { t } = useI18n();
  const client = useMemo(() => createClient(onLeave), [onLeave]);
  const mine = sections.filter(({ right }) => me.rights.includes(right));
  if (mine.length === 0) {
    return (
      <Notice title={t('admin.nothing')} text={t('admin.nothing-hint')}>
        <Button component="a" href="/console" variant="default">
          {t('admin.console')}
        </Button>
      </Notice>
    );
  }
  return (
    <AdminContext.Provider value={me}>
      <QueryClientProvider client={client}>
        <AdminFrame sections={mine} onSignedOut={onLeave} />
      </QueryClientProvider>
    </AdminContext.Provider>
  );
}

/** @param onGone the session is over: nothing more is answered */
function createClient(onGone: () => void): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < 2 && error instanceof RequestFailed && error.retryable,
      },
    },
  });
  client.getQueryCache().subscribe(({ query }) => {
    const error: unknown = query.state.error;
    if (error instanceof RequestFailed && error.code === 'not-authenticated') onGone();
  });
  return client;
}
