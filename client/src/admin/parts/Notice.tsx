import type { ReactElement, ReactNode } from 'react';
import styles from './notice.module.css';

interface Props {
  title: string;
  text?: string;
  /** For what passes by itself in a moment. */
  quiet?: boolean;
  children?: ReactNode;
}

/** What is said where there is nothing else to show. */
export function Notice({ title, text, quiet = false, children }: Props): ReactElement {
  return (
    <div className={styles.notice} data-quiet={quiet} role={quiet ? 'status' : undefined}>
      <p className={styles.title}>{title}</p>
      {text && <p className={styles.text}>{text}</p>}
      {children}
    </div>
  );
}
