import type { SupportRequest } from '@beside/shared/domain/request';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { Translate } from '../i18n/words.ts';
import type { ConversationState } from '../session/conversation.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './chatPage.module.css';
import { usePlace } from './place.ts';

interface Props {
  request: SupportRequest;
  place: ConversationState['place'];
  technician: string;
}

/** What a customer waits for while nobody has joined yet. */
export function WaitingNote({ request, place, technician }: Props): ReactElement | null {
  const { t } = useI18n();
  const { restart } = usePlace();
  const note = noteOf(request, place, technician, t);
  if (!note) return null;
  return (
    <section className={styles.waiting}>
      <span>
        <Icon name="clock" size={20} />
      </span>
      <div>
        <p role="status">
          {note.title && <b>{note.title} </b>}
          {note.now}
        </p>
        {note.meanwhile && <p>{note.meanwhile}</p>}
        {request.phase === 'abandoned' && (
          <button type="button" onClick={restart}>
            {t('wait.continue')}
          </button>
        )}
      </div>
    </section>
  );
}

interface Note {
  title?: string;
  /** Read out whenever it changes, with the title. */
  now: string;
  meanwhile?: string;
}

function noteOf(
  { phase, assignee }: SupportRequest,
  place: Props['place'],
  technician: string,
  t: Translate,
): Note | null {
  switch (phase) {
    case 'waiting':
      return place ? inLine(place, t) : { title: t('wait.title'), now: t('wait.text') };
    case 'offered':
      return { now: t(assignee ? 'wait.handed-over' : 'wait.called') };
    case 'assigned':
      return { now: t('wait.assigned', { name: technician }) };
    case 'abandoned':
      return { title: t('wait.abandoned-title'), now: t('wait.abandoned') };
    case 'active':
    case 'ended':
    case 'closed':
    case 'message-left':
      return null;
  }
}

function inLine({ position, estimateMs }: NonNullable<Props['place']>, t: Translate): Note {
  const title = position === 1 ? t('wait.next') : t('wait.position', { position });
  const now =
    estimateMs === null
      ? t('wait.nobody')
      : t('wait.estimate', { count: Math.max(1, Math.round(estimateMs / 60_000)) });
  return { title, now, meanwhile: t('wait.line') };
}
