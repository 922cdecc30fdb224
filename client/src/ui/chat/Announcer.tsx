import type { Entry } from '@beside/shared/domain/request';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import styles from './chat.module.css';

interface Props {
  entries: readonly Entry[];
  /** What stood before is read, not announced. */
  ready: boolean;
  /** What is said of an entry; null where it is the reader's own. */
  words: (entry: Entry) => string | null;
}

/** Tells people who do not see the conversation what was added to it. */
export function Announcer({ entries, ready, words }: Props): ReactElement {
  const [said, setSaid] = useState('');
  const heardSeq = useRef<number | null>(null);
  const last = entries.at(-1);

  useEffect(() => {
    if (!ready) return;
    const isNew = heardSeq.current !== null && last && last.seq > heardSeq.current;
    heardSeq.current = last?.seq ?? 0;
    const text = isNew ? words(last) : null;
    if (text !== null) setSaid(text);
  }, [last, ready, words]);

  return (
    <p className={styles.hidden} role="status" aria-live="polite">
      {said}
    </p>
  );
}
