import { IconMessages } from '@tabler/icons-react';
import type { RequestId } from '@beside/shared/domain/ids';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, type ReactElement } from 'react';
import { useParams } from 'react-router';
import { useI18n } from '../i18n/I18nContext.ts';
import { useStore } from '../lib/useStore.ts';
import { EmptyState } from './EmptyState.tsx';
import { countNew } from './filterRequests.ts';
import { RequestListPanel } from './RequestListPanel.tsx';
import { RequestPage } from './RequestPage.tsx';
import { TopBar } from './TopBar.tsx';
import { useWorkspace } from './WorkspaceContext.ts';
import styles from './workspace.module.css';

/** Below this the list and the request take turns. */
const stackedBelow = '(max-width: 859px)';

/** The list on the left, and beside it the request that is looked at. */
export function WorkspacePage({ onSignedOut }: { onSignedOut: () => void }): ReactElement {
  const { t } = useI18n();
  const workspace = useWorkspace();
  const requestId = readRequestId(useParams().requestId);
  const stacked = useMediaQuery(stackedBelow, undefined, { getInitialValueInEffect: false });

  useEffect(() => workspace.select(requestId), [workspace, requestId]);
  useTitle();

  const conversation = useStore(workspace.state, ({ conversations }) =>
    requestId ? conversations.get(requestId) : undefined,
  );
  return (
    <div className={styles.page}>
      <TopBar onSignedOut={onSignedOut} />
      <main className={styles.columns}>
        {(!stacked || !requestId) && <RequestListPanel selected={requestId} />}
        {requestId && conversation && (
          <RequestPage key={requestId} conversation={conversation} stacked={stacked} />
        )}
        {!requestId && !stacked && (
          <div className={styles.none}>
            <EmptyState
              icon={<IconMessages size={24} aria-hidden="true" />}
              title={t('request.none')}
              text={t('request.none-hint')}
            />
          </div>
        )}
      </main>
    </div>
  );
}

/** Whoever looks at another tab sees how many are waiting. */
function useTitle(): void {
  const { t } = useI18n();
  const { list } = useWorkspace();
  const waiting = useStore(list, ({ requests }) => countNew(requests.values()));
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) ${t('app.title')}` : t('app.title');
  }, [waiting, t]);
}

function readRequestId(parameter: string | undefined): RequestId | null {
  return parameter ? (parameter.toLowerCase() as RequestId) : null;
}
