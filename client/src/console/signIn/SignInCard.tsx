import { Paper } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Mark } from '../../ui/Mark.tsx';
import styles from './signIn.module.css';

interface Props {
  title: string;
  /** What is said before anything is asked. */
  note?: ReactNode;
  /** What went wrong. */
  fault?: string | null;
  children: ReactNode;
}

/** The one card of a page where nobody is signed in. */
export function SignInCard({ title, note, fault, children }: Props): ReactElement {
  return (
    <main className={styles.page}>
      <Paper className={styles.card}>
        <Mark size={40} />
        <h1>{title}</h1>
        {note && <p className={styles.note}>{note}</p>}
        {children}
        {fault && (
          <p className={styles.fault} role="alert">
            {fault}
          </p>
        )}
      </Paper>
    </main>
  );
}
