import type { ReactElement, ReactNode } from 'react';
import styles from './emptyState.module.css';

interface Props {
  title: string;
  text?: string | undefined;
  icon?: ReactNode;
  /** For what passes by itself in a moment. */
  quiet?: boolean;
  children?: ReactNode;
}

/** What is said where there is nothing to show. */
export function EmptyState({ title, text, icon, quiet = false, children }: Props): ReactElement {
  return (
    <div className={styles.empty} data-quiet={quiet} role={quiet ? 'status' : undefined}>
      {icon && <span className={styles.icon}>{icon}</span>}
      <p className={styles.title}>{title}</p>
      {text && <p className={styles.text}>{text}</p>}
      {children}
    </div>
  );
}
