import type { PortalView } from '@beside/shared/protocol/http';
import type { ReactElement, ReactNode } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { Mark } from '../ui/Mark.tsx';
import { Avatar } from './Avatar.tsx';
import styles from './welcome.module.css';

/** Who greets, around the way in. */
export function Welcome({
  portal,
  children,
}: {
  portal: PortalView;
  children: ReactNode;
}): ReactElement {
  const { t } = useI18n();
  return (
    <div className={styles.page}>
      <main className={styles.card}>
        <header className={styles.head}>
          <Avatar name={portal.accountName} size="large" />
          <p className={styles.account}>{portal.accountName}</p>
          <h1 className={styles.greeting}>{portal.greeting || portal.name}</h1>
        </header>
        {children}
      </main>
      <footer className={styles.foot}>
        <Mark size={18} /> {t('page.powered')}
      </footer>
    </div>
  );
}
