import type { ReactElement } from 'react';
import styles from './welcome.module.css';

/** The account's sign: its first letter on its colour. */
export function Avatar({ name, size }: { name: string; size: 'large' | 'small' }): ReactElement {
  return (
    <span className={styles.avatar} data-size={size} aria-hidden="true">
      {[...name.trim()][0]?.toLocaleUpperCase()}
    </span>
  );
}
