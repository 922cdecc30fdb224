import {
  IconActivity,
  IconAdjustments,
  IconApi,
  IconBuilding,
  IconChartBar,
  IconClipboardList,
  IconDeviceMobile,
  IconDoor,
  IconKey,
  IconMessages,
  IconUserShield,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
  type Icon,
} from '@tabler/icons-react';
import type { UserRight } from '@beside/shared/domain/rightsTable';
import { lazy, type ComponentType } from 'react';
import type { TextKey } from '../i18n/words.ts';

/** A part of the management centre; whoever has not got the right does not see that it is there. */
export interface Section {
  path: string;
  title: Extract<TextKey, `section.${string}`>;
  right: UserRight;
  icon: Icon;
  Page: ComponentType;
}

export const sections: readonly Section[] = [
  {
    path: 'live',
    title: 'section.live',
    right: 'see-live',
    icon: IconActivity,
    Page: lazy(() => import('./live/LivePage.tsx')),
  },
  {
    path: 'users',
    title: 'section.users',
    right: 'manage-users',
    icon: IconUsers,
    Page: lazy(() => import('./users/UsersSection.tsx')),
  },
  {
    path: 'teams',
    title: 'section.teams',
    right: 'manage-users',
    icon: IconUsersGroup,
    Page: lazy(() => import('./teams/TeamsPage.tsx')),
  },
  {
    path: 'roles',
    title: 'section.roles',
    right: 'manage-users',
    icon: IconKey,
    Page: lazy(() => import('./users/RolesPage.tsx')),
  },
  {
    path: 'portals',
    title: 'section.portals',
    right: 'manage-portals',
    icon: IconDoor,
    Page: lazy(() => import('./portals/PortalsSection.tsx')),
  },
  {
    path: 'companies',
    title: 'section.companies',
    right: 'manage-companies',
    icon: IconBuilding,
    Page: lazy(() => import('./companies/CompaniesPage.tsx')),
  },
  {
    path: 'replies',
    title: 'section.replies',
    right: 'write-replies',
    icon: IconMessages,
    Page: lazy(() => import('./replies/RepliesPage.tsx')),
  },
  {
    path: 'profiles',
    title: 'section.profiles',
    right: 'manage-settings',
    icon: IconDeviceMobile,
    Page: lazy(() => import('./replies/ProfilesPage.tsx')),
  },
  {
    path: 'keys',
    title: 'section.keys',
    right: 'manage-api',
    icon: IconApi,
    Page: lazy(() => import('./keys/KeysPage.tsx')),
  },
  {
    path: 'webhooks',
    title: 'section.webhooks',
    right: 'manage-api',
    icon: IconWebhook,
    Page: lazy(() => import('./webhooks/WebhooksSection.tsx')),
  },
  {
    path: 'settings',
    title: 'section.settings',
    right: 'manage-settings',
    icon: IconAdjustments,
    Page: lazy(() => import('./settings/SettingsPage.tsx')),
  },
  {
    path: 'reports',
    title: 'section.reports',
    right: 'see-reports',
    icon: IconChartBar,
    Page: lazy(() => import('./reports/ReportsSection.tsx')),
  },
  {
    path: 'customers',
    title: 'section.customers',
    right: 'manage-privacy',
    icon: IconUserShield,
    Page: lazy(() => import('./customers/CustomersPage.tsx')),
  },
  {
    path: 'audit',
    title: 'section.audit',
    right: 'see-audit',
    icon: IconClipboardList,
    Page: lazy(() => import('./audit/AuditPage.tsx')),
  },
];
