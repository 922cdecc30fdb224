import type { Entry } from '@beside/shared/domain/request';
import type { Party } from '@beside/shared/domain/words';
import type { ReactElement, ReactNode } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDay, formatDayAndTime, formatTime, startOfDay } from '../../lib/formats.ts';
import styles from './chat.module.css';
import { describeEvent } from './describeEvent.ts';
import { MessageText } from './MessageText.tsx';
import { PushedLink } from './PushedLink.tsx';
import type { Row } from './rows.ts';

interface Props {
  row: Row;
  reader: Party;
  own: boolean;
  /** Whether the other side has read up to here, and no own message stands further down. */
  seen: boolean;
  /** What an entry has besides words. */
  extra: ((entry: Entry) => ReactNode) | undefined;
}

export function EntryRow({ row, reader, own, seen, extra }: Props): ReactElement {
  const { t } = useI18n();
  if (row.kind === 'day') return <Day at={row.at} />;
  const { at } = row.entry;
  const time = (
    <time dateTime={new Date(at).toISOString()} title={formatDayAndTime(at)}>
      {formatTime(at)}
    </time>
  );
  if (row.kind === 'event') {
    const { event } = row.entry;
    if (event.code === 'link-pushed') return <PushedLink event={event} time={time} />;
    return (
      <li className={styles.event}>
        <span>{describeEvent(event, reader, t)}</span> {time}
        {extra?.(row.entry)}
      </li>
    );
  }
  const { entry } = row;
  return (
    <li
      className={styles.message}
      data-own={own || undefined}
      data-first={row.first || undefined}
      data-last={row.last || undefined}
    >
      {row.first && <p className={own ? styles.hidden : styles.author}>{entry.from.name}</p>}
      <div className={styles.bubble}>
        {entry.kind === 'message' ? (
          <MessageText text={entry.text} />
        ) : (
          (extra?.(entry) ?? entry.file.name)
        )}
      </div>
      {(row.last || seen) && (
        <p className={styles.meta}>
          {time}
          {seen && <span>{t('chat.seen')}</span>}
        </p>
      )}
    </li>
  );
}

function Day({ at }: { at: number }): ReactElement {
  const { t } = useI18n();
  const now = Date.now();
  const today = startOfDay(now);
  const day = startOfDay(at);
  return (
    <li className={styles.day}>
      <span>
        {day === today
          ? t('chat.today')
          : day === startOfDay(today - 1)
            ? t('chat.yesterday')
            : formatDay(at, now)}
      </span>
    </li>
  );
}
