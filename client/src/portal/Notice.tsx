import type { ReactElement } from 'react';
import { Mark } from '../ui/Mark.tsx';
import { usePlace } from './place.ts';
import styles from './welcome.module.css';

interface Props {
  title: string;
  text?: string;
  action?: { label: string; run: () => void };
  /** For what passes by itself in a moment. */
  quiet?: boolean;
}

/** A whole page that has one thing to say. */
export function Notice({ title, text, action, quiet = false }: Props): ReactElement {
  const Main = usePlace().isGuest ? 'div' : 'main';
  return (
    <Main className={styles.notice} data-quiet={quiet}>
      {!quiet && <Mark size={40} />}
      <h1>{title}</h1>
      {text && <p>{text}</p>}
      {action && (
        <button type="button" onClick={action.run}>
          {action.label}
        </button>
      )}
    </Main>
  );
}
