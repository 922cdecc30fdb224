import type { PortalView } from '@beside/shared/protocol/http';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { formatTime, formatWeekdayAndTime, startOfDay } from '../lib/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './closedNote.module.css';

/** Says that nobody can come now, and when somebody will. */
export function ClosedNote({ portal: { reopensAt } }: { portal: PortalView }): ReactElement {
  const { t, language } = useI18n();
  const isToday = reopensAt !== null && startOfDay(reopensAt) === startOfDay(Date.now());
  return (
    <section className={styles.closed}>
      <Icon name="clock" size={20} />
      <div>
        <h2>{t(reopensAt === null ? 'closed.title' : 'closed.title-hours')}</h2>
        {reopensAt !== null && (
          <p>
            {isToday
              ? t('closed.reopens-today', { time: formatTime(reopensAt) })
              : t('closed.reopens', { when: formatWeekdayAndTime(reopensAt, language) })}
          </p>
        )}
        <p>{t('closed.by-itself')}</p>
      </div>
    </section>
  );
}
