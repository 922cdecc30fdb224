import type { RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { IconUsers } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { Link, useLocation } from 'react-router';
import { useI18n } from '../i18n/I18nContext.ts';
import { useStore } from '../lib/useStore.ts';
import { customerName } from './customerName.ts';
import { moveFocus } from './moveFocus.ts';
import { PhaseBadge } from './PhaseBadge.tsx';
import { Since, Unread } from './RequestListItem.tsx';
import styles from './requestList.module.css';
import { UnreadSide } from './team/UnreadSide.tsx';
import { useWorkspace } from './WorkspaceContext.ts';

interface Props {
  requests: readonly SupportRequest[];
  selected: RequestId | null;
}

/** One's own, one line each: a click or Alt and a digit goes from one to the other (rule T3). */
export function MyRequests({ requests, selected }: Props): ReactElement {
  const { t } = useI18n();
  const { search } = useLocation();
  const { state, me } = useWorkspace();
  const conversations = useStore(state, (whole) => whole.conversations);
  const sideChats = useStore(state, (whole) => whole.sideChats);
  return (
    <section className={styles.mine} aria-label={t('list.my')}>
      <h2>{t('list.my')}</h2>
      <ul onKeyDown={moveFocus}>
        {requests.map((request, at) => {
          const { id, phase, phaseSince, createdAt } = request;
          const conversation = conversations.get(id);
          const sideChat = sideChats.get(id);
          const keys = at < 9 ? `Alt+${at + 1}` : undefined;
          return (
            <li key={id}>
              <Link
                className={styles.own}
                to={{ pathname: `/requests/${id}`, search }}
                aria-current={id === selected ? 'page' : undefined}
                aria-keyshortcuts={keys}
                title={keys}
                data-phase={phase}
              >
                {keys && (
                  <kbd className={styles.key} aria-hidden="true">
                    {at + 1}
                  </kbd>
                )}
                {request.assignee?.id !== me.id && (
                  <IconUsers
                    className={styles.guest}
                    size={15}
                    role="img"
                    aria-label={t('list.guest')}
                  />
                )}
                <b>{customerName(request, t)}</b>

                {conversation && <Unread conversation={conversation} />}
                {sideChat && <UnreadSide sideChat={sideChat} />}
                {phase !== 'active' && <PhaseBadge phase={phase} />}
                <Since phase={phase} at={phaseSince} waitingSince={createdAt} />
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
