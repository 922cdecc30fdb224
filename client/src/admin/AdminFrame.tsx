import { Button } from '@mantine/core';
import { IconHeadset, IconLogout, IconMenu2, IconX } from '@tabler/icons-react';
import { Suspense, useEffect, useState, type ReactElement } from 'react';
import { Navigate, NavLink, Route, Routes, useLocation } from 'react-router';
import { useI18n } from '../i18n/I18nContext.ts';
import { signOut } from '../signaling/api.ts';
import { Mark } from '../ui/Mark.tsx';
import { useAdminUser } from './AdminContext.ts';
import styles from './frame.module.css';
import { Notice } from './parts/Notice.tsx';
import { useAttempt } from './parts/useAttempt.ts';
import type { Section } from './sections.ts';

interface Props {
  sections: readonly Section[];
  onSignedOut: () => void;
}

/** What stands around every page: where one is, and where one can go. */
export function AdminFrame({ sections, onSignedOut }: Props): ReactElement {
  const { t } = useI18n();
  const me = useAdminUser();
  const { pathname } = useLocation();
  const { busy, attempt } = useAttempt();
  const [open, setOpen] = useState(false);
  // On a narrow page the way there stands in front of what one went to.
  useEffect(() => setOpen(false), [pathname]);

  return (
    <div className={styles.frame}>
      <header className={styles.top}>
        <button
          type="button"
          className={styles.menu}
          aria-expanded={open}
          aria-controls="sections"
          aria-label={t('admin.sections')}
          onClick={() => setOpen(!open)}
        >
          {open ? <IconX size={20} aria-hidden /> : <IconMenu2 size={20} aria-hidden />}
        </button>
        <span className={styles.home}>
          <Mark size={26} />
          <b>{t('admin.name')}</b>
          <span>{me.accountName}</span>
        </span>
        <Button
          component="a"
          href="/console"
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconHeadset size={16} aria-hidden />}
        >
          <span className={styles.word}>{t('admin.console')}</span>
        </Button>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          loading={busy}
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => void attempt(signOut).then((left) => left && onSignedOut())}
        >
          <span className={styles.word}>{t('app.sign-out')}</span>
        </Button>
      </header>
      <nav id="sections" className={styles.nav} data-open={open} aria-label={t('admin.sections')}>
        <ul>
          {sections.map(({ path, title, icon: Icon }) => (
            <li key={path}>
              <NavLink to={`/${path}`}>
                <Icon size={18} aria-hidden />
                {t(title)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <main className={styles.main}>
        <Suspense fallback={<Notice title={t('app.loading')} quiet />}>
          <Routes>
            {sections.map(({ path, Page }) => (
              <Route key={path} path={`/${path}/*`} element={<Page />} />
            ))}
            <Route path="*" element={<Navigate to={`/${sections[0]?.path ?? ''}`} replace />} />
          </Routes>
        </Suspense>
      </main>
    </div>
  );
}
