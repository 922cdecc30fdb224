import type * as z from 'zod';
import { keys } from './admin/keys.ts';
import { audit } from './admin/audit.ts';
import { customers } from './admin/customers.ts';
import { live } from './admin/live.ts';
import { portals } from './admin/portals.ts';
import { recordings } from './admin/recordings.ts';
import { replies } from './admin/replies.ts';
import { reports } from './admin/reports.ts';
import { settings } from './admin/settings.ts';
import { teams } from './admin/teams.ts';
import { users } from './admin/users.ts';
import { webhooks } from './admin/webhooks.ts';

/**
 * Everything that the management centre asks for: each is a POST of JSON to `/api/admin/<name>`, by
 * the cookie that the console has, and is answered as every other call is.
 */
export const admin = {
  ...users,
  ...teams,
  ...portals,
  ...settings,
  ...live,
  ...replies,
  ...reports,
  ...recordings,
  ...keys,
  ...webhooks,
  ...audit,
  ...customers,
} as const;

export type AdminName = keyof typeof admin;
export type AdminInput<K extends AdminName> = z.input<(typeof admin)[K]['input']>;
export type ParsedAdmin<K extends AdminName> = z.output<(typeof admin)[K]['input']>;
export type AdminOutput<K extends AdminName> = z.output<(typeof admin)[K]['output']>;
