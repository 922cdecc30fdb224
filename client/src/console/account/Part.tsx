import { useId, type ReactElement, type ReactNode } from 'react';
import styles from './account.module.css';

/** One part of the account's page. */
export function Part({
  title,
  text,
  children,
}: {
  title: string;
  text?: string;
  children: ReactNode;
}): ReactElement {
  const id = useId();
  return (
    <section className={styles.part} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {text && <p className={styles.soft}>{text}</p>}
      {children}
    </section>
  );
}
