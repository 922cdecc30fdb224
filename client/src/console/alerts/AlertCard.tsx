import { Button } from '@mantine/core';
import {
  IconArrowsRightLeft,
  IconClick,
  IconInbox,
  IconUserCheck,
  IconUsersPlus,
} from '@tabler/icons-react';
import { invitationTo } from '@beside/shared/domain/team';
import { useId, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDuration } from '../../lib/formats.ts';
import { useNow } from '../../lib/useNow.ts';
import { customerName } from '../customerName.ts';
import { partWords } from '../team/partWords.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import type { ShownAlert } from './alertList.ts';
import styles from './alerts.module.css';
import { Countdown } from './Countdown.tsx';
import { useAlertAnswers } from './useAlertAnswers.ts';

const drawings = {
  box: IconInbox,
  button: IconClick,
  match: IconUserCheck,
  transfer: IconArrowsRightLeft,
  invitation: IconUsersPlus,
} as const;

/** One customer who waits for a yes or a no: who, what about, from where, and how long it is asked. */
export function AlertCard({ alert }: { alert: ShownAlert }): ReactElement {
  const { t } = useI18n();
  const { busy, accept, decline } = useAlertAnswers();
  const id = useId();
  const { request, origin } = alert;
  const Drawing = drawings[origin];
  const { me } = useWorkspace();
  const invited = origin === 'invitation' ? invitationTo(request, me.id) : undefined;
  const by = (invited ? invited.by : request.offer?.by)?.name;
  return (
    <article
      className={styles.card}
      role="alertdialog"
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-question`}
      data-origin={origin}
    >
      <p className={styles.origin}>
        <Drawing size={16} aria-hidden="true" />
        <span>
          {by ? t(invited ? 'alert.invited-by' : 'alert.from', { name: by }) : t(`alert.${origin}`)}
        </span>
        <Countdown endsAt={alert.endsAt} wholeMs={alert.wholeMs} />
      </p>
      <div className={styles.body}>
        <Link id={`${id}-name`} className={styles.name} to={`/requests/${request.id}`}>
          {customerName(request, t)}
        </Link>
        <p id={`${id}-question`} className={styles.question}>
          {request.question}
        </p>
        {invited && <p className={styles.part}>{t(partWords(invited))}</p>}
        <p className={styles.facts}>
          <span>{request.portal.name}</span>
          <Waiting since={request.createdAt} />
        </p>
      </div>
      <div className={styles.answers}>
        <Button
          size="xs"
          loading={busy}
          aria-keyshortcuts="Alt+A"
          onClick={() => accept(request.id)}
        >
          {t('alert.accept')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={busy}
          aria-keyshortcuts="Alt+D"
          onClick={() => decline(request.id)}
        >
          {t('alert.decline')}
        </Button>
      </div>
    </article>
  );
}

function Waiting({ since }: { since: number }): ReactElement {
  const { t } = useI18n();
  const now = useNow(1000);
  return <span>{t('list.waiting', { duration: formatDuration(now - since) })}</span>;
}
