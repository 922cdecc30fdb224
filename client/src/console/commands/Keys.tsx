import type { ReactElement } from 'react';
import styles from './commands.module.css';

/** Keys as they are printed on the keyboard; the last one may be the plus itself. */
export function Keys({ keys }: { keys: string }): ReactElement {
  return (
    <span className={styles.keys}>
      {keys.split(/\+(?=.)/).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
