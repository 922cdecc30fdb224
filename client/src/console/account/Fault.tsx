import type { ReactElement } from 'react';
import styles from './account.module.css';

export function Fault({ text }: { text: string | null }): ReactElement | null {
  return text === null ? null : (
    <p className={styles.fault} role="alert">
      {text}
    </p>
  );
}
