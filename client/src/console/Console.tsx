import { Button } from '@mantine/core';
import type { Me } from '@beside/shared/protocol/http';
import { useCallback, useEffect, useState, type ReactElement } from 'react';
import { Route, Routes } from 'react-router';
import { useI18n } from '../i18n/I18nContext.ts';
import { EmptyState } from './EmptyState.tsx';
import { loadMe, type LoadedMe } from './loadMe.ts';
import { SignInPage } from './SignInPage.tsx';
import { createWorkspace, type Workspace } from './workspace.ts';
import { WorkspaceContext } from './WorkspaceContext.ts';
import { WorkspacePage } from './WorkspacePage.tsx';

type Session =
  | { state: 'loading' }
  /** `ended`: somebody was signed in here until a moment ago. */
  | { state: 'failed' | 'signed-out'; ended: boolean }
  | { state: 'signed-in'; me: Me };

/** The technician's page: who is at it decides what it shows. */
export function Console({ loading }: { loading: Promise<LoadedMe> }): ReactElement {
  const { t } = useI18n();
  const [session, setSession] = useState<Session>({ state: 'loading' });

  const take = useCallback((found: LoadedMe) => {
    setSession(found.state === 'signed-in' ? found : { state: found.state, ended: false });
  }, []);
  useEffect(() => void loading.then(take), [loading, take]);
  const leave = useCallback((ended: boolean) => setSession({ state: 'signed-out', ended }), []);

  switch (session.state) {
    case 'loading':
      return <EmptyState title={t('app.loading')} quiet />;
    case 'failed':
      return (
        <EmptyState title={t('app.failed')}>
          <Button variant="default" onClick={() => void loadMe().then(take)}>
            {t('chat.try-again')}
          </Button>
        </EmptyState>
      );
    case 'signed-out':
      return (
        <SignInPage
          ended={session.ended}
          onSignedIn={(me) => setSession({ state: 'signed-in', me })}
        />
      );
    case 'signed-in':
      return <SignedIn key={session.me.id} me={session.me} onLeave={leave} />;
  }
}

function SignedIn({
  me,
  onLeave,
}: {
  me: Me;
  onLeave: (ended: boolean) => void;
}): ReactElement | null {
  const { language } = useI18n();
  const [workspace, setWorkspace] = useState<Workspace | null>(null);

  useEffect(() => {
    const opened = createWorkspace(me, language);
    setWorkspace(opened);
    const stop = opened.signaling.onConnection((connection) => {
      if (connection.state === 'refused' && connection.reason !== 'version') onLeave(true);
    });
    return () => {
      stop();
      opened.close();
    };
  }, [me, language, onLeave]);

  if (!workspace) return null;
  const page = <WorkspacePage onSignedOut={() => onLeave(false)} />;
  return (
    <WorkspaceContext.Provider value={workspace}>
      <Routes>
        <Route path="/requests/:requestId" element={page} />
        <Route path="/profiles" element={page} />
        <Route path="*" element={page} />
      </Routes>
    </WorkspaceContext.Provider>
  );
}
