import type { ReactElement } from 'react';
import styles from './live.module.css';

/** Around the whole page while somebody else has the hand there. */
export function Edge(): ReactElement {
  return (
    <div className={styles.edge} aria-hidden="true">
      <i />
      <i />
      <i />
      <i />
    </div>
  );
}
