import type { ReactElement, ReactNode } from 'react';
import { Mark } from '../ui/Mark.tsx';
import { Avatar } from './Avatar.tsx';
import { PageFoot } from './PageFoot.tsx';
import { usePlace } from './place.ts';
import styles from './welcome.module.css';

interface Props {
  /** Whose page it is; null where it is everybody's. */
  account: string | null;
  /** The address of its logo. */
  logo?: string | null;
  title: string;
  text?: string;
  children: ReactNode;
}

/** Who greets, around the way in. */
export function Welcome({ account, logo, title, text, children }: Props): ReactElement {
  const Main = usePlace().isGuest ? 'div' : 'main';
  return (
    <div className={styles.page}>
      <Main className={styles.card}>
        <header className={styles.head}>
          {account === null ? (
            <Mark size={52} />
          ) : (
            <Avatar name={account} logo={logo} size="large" />
          )}
          {account !== null && <p className={styles.account}>{account}</p>}
          <h1 className={styles.greeting}>{title}</h1>
          {text && <p className={styles.text}>{text}</p>}
        </header>
        {children}
      </Main>
      <div className={styles.foot}>
        <PageFoot />
      </div>
    </div>
  );
}
