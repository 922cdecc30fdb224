import type { ReactElement } from 'react';
import { Navigate, NavLink, Route, Routes, useLocation } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { GroupsPage } from './GroupsPage.tsx';
import { OverviewPage } from './OverviewPage.tsx';
import styles from './reports.module.css';
import { SessionPage } from './SessionPage.tsx';
import { SessionsPage } from './SessionsPage.tsx';

const views = ['overview', 'sessions', 'technicians', 'queues', 'portals'] as const;

/** What the sessions came to (rule M2); what is looked at stands in the address. */
export default function ReportsSection(): ReactElement {
  const { t } = useI18n();
  const { search } = useLocation();
  return (
    <div className={styles.section}>
      <h1 className={styles.title}>{t('reports.title')}</h1>
      <nav className={styles.views} aria-label={t('reports.views')}>
        {views.map((view) => (
          // The filters go along; the page of a list does not.
          <NavLink key={view} to={`/reports/${view}${withoutPlace(search)}`}>
            {t(`reports.${view}`)}
          </NavLink>
        ))}
      </nav>
      <Routes>
        <Route path="overview" element={<OverviewPage />} />
        <Route path="sessions" element={<SessionsPage />} />
        <Route path="sessions/:id" element={<SessionPage />} />
        <Route path="technicians" element={<GroupsPage key="technicians" view="technicians" />} />
        <Route path="queues" element={<GroupsPage key="queues" view="queues" />} />
        <Route path="portals" element={<GroupsPage key="portals" view="portals" />} />
        <Route path="*" element={<Navigate to="/reports/overview" replace />} />
      </Routes>
    </div>
  );
}

function withoutPlace(search: string): string {
  const params = new URLSearchParams(search);
  params.delete('after');
  const rest = params.toString();
  return rest === '' ? '' : `?${rest}`;
}
