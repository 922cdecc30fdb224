import { useMemo, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { formatDayAndTime, formatTime } from '../lib/formats.ts';
import { useStore } from '../lib/useStore.ts';
import type { Conversation } from '../session/conversation.ts';
import { sessionHistory } from '../session/sessionHistory.ts';
import { describeEvent } from '../ui/chat/describeEvent.ts';
import styles from './details.module.css';

/** What was asked, allowed, shown and ended, with its times; nothing where nobody was asked. */
export function SessionHistory({
  conversation,
}: {
  conversation: Conversation;
}): ReactElement | null {
  const { t } = useI18n();
  const entries = useStore(conversation.state, (whole) => whole.entries);
  const steps = useMemo(() => sessionHistory(entries), [entries]);
  if (steps.length === 0) return null;
  return (
    <section aria-label={t('details.history')}>
      <h2>{t('details.history')}</h2>
      {/* A long one scrolls, by the keyboard too. */}
      <ol className={styles.history} aria-label={t('details.history')} tabIndex={0}>
        {steps.map(({ seq, at, event }) => (
          <li key={seq}>
            <time dateTime={new Date(at).toISOString()} title={formatDayAndTime(at)}>
              {formatTime(at)}
            </time>
            <span>{describeEvent(event, 'technician', t)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
