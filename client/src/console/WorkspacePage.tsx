import { IconMessages } from '@tabler/icons-react';
import type { RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, type ReactElement } from 'react';
import { useMatch, useParams } from 'react-router';
import { useI18n } from '../i18n/I18nContext.ts';
import { useStore } from '../lib/useStore.ts';
import { AlertAnnouncer, AlertStack } from './alerts/AlertStack.tsx';
import { CommandPalette } from './commands/CommandPalette.tsx';
import { AccountPage } from './account/AccountPage.tsx';
import { EmptyState } from './EmptyState.tsx';
import { ProfilesPage } from './profiles/ProfilesPage.tsx';
import { RequestListPanel } from './RequestListPanel.tsx';
import { RequestPage } from './RequestPage.tsx';
import { ShowBars } from './show/ShowBars.tsx';
import { TopBar } from './TopBar.tsx';
import { PopOut } from './viewer/PopOut.tsx';
import { useWorkspace } from './WorkspaceContext.ts';
import styles from './workspace.module.css';

/** Below this the list and the request take turns. */
const stackedBelow = '(max-width: 859px)';

/** The list on the left, and beside it the request that is looked at. */
export function WorkspacePage({ onSignedOut }: { onSignedOut: () => void }): ReactElement {
  const { t } = useI18n();
  const workspace = useWorkspace();
  const requestId = readRequestId(useParams().requestId);
  const onProfiles = useMatch('/profiles') !== null;
  const onAccount = useMatch('/account') !== null;
  const isOpen = requestId !== null || onProfiles || onAccount;
  const stacked = useMediaQuery(stackedBelow, undefined, { getInitialValueInEffect: false });

  useEffect(() => workspace.select(requestId), [workspace, requestId]);
  useTitle();

  const conversation = useStore(workspace.state, ({ conversations }) =>
    requestId ? conversations.get(requestId) : undefined,
  );
  return (
    <div className={styles.page}>
      <TopBar onSignedOut={onSignedOut} />
      <ShowBars selected={requestId} />
      <AlertStack selected={requestId} />
      <main className={styles.columns}>
        {(!stacked || !isOpen) && <RequestListPanel selected={requestId} />}
        {requestId && conversation && (
          <RequestPage key={requestId} conversation={conversation} stacked={stacked} />
        )}
        {onProfiles && <ProfilesPage />}
        {onAccount && <AccountPage />}
        {!isOpen && !stacked && (
          <div className={styles.none}>
            <EmptyState
              icon={<IconMessages size={24} aria-hidden="true" />}
              title={t('request.none')}
              text={t('request.none-hint')}
            />
          </div>
        )}
      </main>
      <CommandPalette />
      <PopOut />
      <AlertAnnouncer />
    </div>
  );
}

/** Whoever looks at another tab sees how many alerts are up, or else how many customers wait. */
function useTitle(): void {
  const { t } = useI18n();
  const { alerts, list } = useWorkspace();
  const up = useStore(alerts.state, ({ length }) => length);
  const waiting = useStore(list, ({ requests }) => countWaiting(requests.values()));
  const count = up || waiting;
  useEffect(() => {
    document.title = count > 0 ? `(${count}) ${t('app.title')}` : t('app.title');
  }, [count, t]);
}

function countWaiting(requests: Iterable<SupportRequest>): number {
  return [...requests].filter(({ phase }) => phase === 'waiting').length;
}

function readRequestId(parameter: string | undefined): RequestId | null {
  return parameter ? (parameter.toLowerCase() as RequestId) : null;
}
