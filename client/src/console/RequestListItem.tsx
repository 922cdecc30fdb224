import type { SupportRequest } from '@beside/shared/domain/request';
import type { RequestPhase } from '@beside/shared/domain/requestPhase';
import { partOf } from '@beside/shared/domain/team';
import { memo, type ReactElement } from 'react';
import { Link, useLocation } from 'react-router';
import { useI18n } from '../i18n/I18nContext.ts';
import { formatDayAndTime, formatDuration } from '../lib/formats.ts';
import { useNow } from '../lib/useNow.ts';
import { useStore } from '../lib/useStore.ts';
import type { Conversation } from '../session/conversation.ts';
import { customerName } from './customerName.ts';
import { PhaseBadge } from './PhaseBadge.tsx';
import styles from './requestList.module.css';
import { countUnread } from './countUnread.ts';
import { useWorkspace } from './WorkspaceContext.ts';

interface Props {
  request: SupportRequest;
  /** Where it is followed. */
  conversation: Conversation | undefined;
  selected: boolean;
  tabIndex: 0 | -1;
}

/** Drawn anew only where it has changed: there may be many. */
export const RequestListItem = memo(function RequestListItem({
  request,
  conversation,
  selected,
  tabIndex,
}: Props): ReactElement {
  const { t } = useI18n();
  const { search } = useLocation();
  const { me } = useWorkspace();
  const { id, phase, question, portal, assignee } = request;
  const mine = assignee?.id === me.id;
  return (
    <Link
      className={styles.item}
      to={{ pathname: `/requests/${id}`, search }}
      aria-current={selected ? 'page' : undefined}
      tabIndex={tabIndex}
      data-phase={phase}
    >
      <span className={styles.first}>
        <b>{customerName(request, t)}</b>
        {mine && conversation && <Unread conversation={conversation} />}
        <Since phase={phase} at={request.phaseSince} waitingSince={request.createdAt} />
      </span>
      <span className={styles.question}>{question}</span>
      <span className={styles.last}>
        <PhaseBadge phase={phase} />
        <span className={styles.whose}>
          {mine
            ? t('list.mine')
            : partOf(request, me.id)
              ? t('list.guest')
              : (assignee?.name ?? t('list.unassigned'))}
        </span>
        <span className={styles.portal}>{portal.name}</span>
      </span>
    </Link>
  );
});

/** For who waits, how long; for the rest, since when it stands so. */
export function Since({
  phase,
  at,
  waitingSince,
}: {
  phase: RequestPhase;
  at: number;
  waitingSince: number;
}): ReactElement {
  const { t } = useI18n();
  const now = useNow(1000);
  const waits = phase === 'waiting' || phase === 'offered';
  const duration = formatDuration(now - (waits ? waitingSince : at));
  const words = waits ? t('list.waiting', { duration }) : formatDayAndTime(at);
  return (
    <time className={styles.since} title={words}>
      {duration}
    </time>
  );
}

export function Unread({ conversation }: { conversation: Conversation }): ReactElement | null {
  const { t } = useI18n();
  const count = useStore(conversation.state, countUnread);
  if (count === 0) return null;
  return (
    <span className={styles.unread} role="img" aria-label={t('list.unread', { count })}>
      {count}
    </span>
  );
}
