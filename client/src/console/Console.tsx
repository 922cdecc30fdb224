import { Button } from '@mantine/core';
import type { Me } from '@beside/shared/protocol/http';
import { useCallback, useEffect, useState, type ReactElement } from 'react';
import { Route, Routes, useNavigate } from 'react-router';
import { useI18n } from '../i18n/I18nContext.ts';
import { EmptyState } from './EmptyState.tsx';
import { loadMe, type LoadedMe } from './loadMe.ts';
import { identityNotes } from './signIn/identityNotes.ts';
import { LinkPage } from './signIn/LinkPage.tsx';
import { readLink } from './signIn/readLink.ts';
import { SignInPage } from './signIn/SignInPage.tsx';
import { createWorkspace, type Workspace } from './workspace.ts';
import { WorkspaceContext } from './WorkspaceContext.ts';
import { WorkspacePage } from './WorkspacePage.tsx';

type Session =
  | { state: 'loading' | 'failed' }
  /** `why`: what has become of whoever was here until a moment ago. */
  | { state: 'signed-out'; why: 'ended' | 'reset' | null }
  | { state: 'signed-in'; me: Me };

/** The technician's page: who is at it decides what it shows. */
export function Console({ loading }: { loading: Promise<LoadedMe> }): ReactElement {
  const { t } = useI18n();
  const navigate = useNavigate();
  const [session, setSession] = useState<Session>({ state: 'loading' });
  // A link is for who follows it, whoever is signed in here.
  const [link, setLink] = useState(readLink);

  const take = useCallback((found: LoadedMe) => {
    if (found.state === 'signed-in') setSession(found);
    else if (found.state === 'failed') setSession({ state: 'failed' });
    else setSession({ state: 'signed-out', why: null });
  }, []);
  useEffect(() => void loading.then(take), [loading, take]);
  const leave = useCallback(
    (ended: boolean) => setSession({ state: 'signed-out', why: ended ? 'ended' : null }),
    [],
  );

  if (link) {
    return (
      <LinkPage
        {...link}
        onDone={(me) => {
          setLink(null);
          void navigate('/', { replace: true });
          if (me) setSession({ state: 'signed-in', me });
          else if (link.kind === 'reset') setSession({ state: 'signed-out', why: 'reset' });
        }}
      />
    );
  }

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
          {...identityNotes(session.why, t)}
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
        <Route path="/account" element={page} />
        <Route path="*" element={page} />
      </Routes>
    </WorkspaceContext.Provider>
  );
}
