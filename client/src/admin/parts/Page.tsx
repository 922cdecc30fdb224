import type { ReactElement, ReactNode } from 'react';
import styles from './page.module.css';

interface Props {
  title: string;
  text?: string;
  /** What can be done here, beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** One page of the management centre. */
export function Page({ title, text, actions, children }: Props): ReactElement {
  return (
    <div className={styles.page}>
      <header>
        <div>
          <h1>{title}</h1>
          {text && <p>{text}</p>}
        </div>
        {actions}
      </header>
      {children}
    </div>
  );
}
