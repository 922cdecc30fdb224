import type { MessageId, UserId } from '@beside/shared/domain/ids';
import type { Entry } from '@beside/shared/domain/request';
import type { Party } from '@beside/shared/domain/words';
import { useCallback, useMemo, useRef, type ReactElement, type ReactNode } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { Announcer } from './Announcer.tsx';
import styles from './chat.module.css';
import { describeEvent } from './describeEvent.ts';
import { saidIn } from './saidIn.ts';
import { EntryRow } from './EntryRow.tsx';
import { PendingMessage, type Unsent } from './PendingMessage.tsx';
import { toRows } from './rows.ts';
import { useEnd } from './useEnd.ts';

interface Props {
  entries: readonly Entry[];
  pending: readonly Unsent[];
  /** Whether everything that was said before has been fetched. */
  complete: boolean;
  reader: { party: Party; id: UserId | null };
  /** How far the other side has read, as a `seq`. */
  seenSeq: number;
  /** Names of those who are typing now. */
  typing: readonly string[];
  onRetry: (id: MessageId) => void;
  onDiscard: (id: MessageId) => void;
  /** What an entry has besides words; keeps its identity. */
  extra?: ((entry: Entry) => ReactNode) | undefined;
  /** Called whenever the newest entry is in front of the reader's eyes. */
  onSeen: () => void;
}

/** A conversation, oldest first, with what is on its way at its end. */
export function EntryList(props: Props): ReactElement {
  const { entries, pending, complete, reader, seenSeq, typing } = props;
  const { t } = useI18n();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => toRows(entries), [entries]);
  const content = useMemo(
    () => ({ entries, pending, typing: typing.length }),
    [entries, pending, typing.length],
  );
  const { atEnd, goToEnd } = useEnd(scroller, content, pending.at(-1)?.id, props.onSeen);

  const isOwn = useCallback(
    (entry: Entry) =>
      entry.kind !== 'event' && entry.from.party === reader.party && entry.from.id === reader.id,
    [reader.party, reader.id],
  );
  const announce = useCallback(
    (entry: Entry) => {
      if (entry.kind === 'event') return describeEvent(entry.event, reader.party, t);
      const text = saidIn(entry, t);
      return isOwn(entry) ? null : t('chat.announce', { name: entry.from.name, text });
    },
    [isOwn, reader.party, t],
  );
  const seen = entries.findLast((entry) => isOwn(entry) && entry.seq <= seenSeq)?.id;

  return (
    <div className={styles.frame}>
      <div
        className={styles.scroller}
        ref={scroller}
        tabIndex={0}
        role="region"
        aria-label={t('chat.conversation')}
      >
        {!complete && entries.length === 0 && <p className={styles.loading}>{t('chat.loading')}</p>}
        <ol className={styles.list}>
          {rows.map((row) => (
            <EntryRow
              key={row.key}
              row={row}
              reader={reader.party}
              own={row.kind === 'message' && isOwn(row.entry)}
              seen={row.key === seen}
              extra={props.extra}
            />
          ))}
          {pending.map((post) => (
            <PendingMessage
              key={post.id}
              post={post}
              onRetry={props.onRetry}
              onDiscard={props.onDiscard}
            />
          ))}
        </ol>
        <Typing names={typing} />
      </div>
      {!atEnd && (
        <button type="button" className={styles.toEnd} onClick={goToEnd}>
          {t('chat.new-messages')} ↓
        </button>
      )}
      <Announcer entries={entries} ready={complete} words={announce} />
    </div>
  );
}

function Typing({ names }: { names: readonly string[] }): ReactElement {
  const { t } = useI18n();
  const [name] = names;
  return (
    <p className={styles.typing} data-shown={names.length > 0}>
      {name !== undefined && (
        <>
          <span className={styles.dots} aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {names.length === 1 ? t('chat.typing', { name }) : t('chat.typing-several')}
        </>
      )}
    </p>
  );
}
