import type { UserRight } from './rightsTable.ts';

/** What a key of the API may be used for, and the right that its maker needs for it, if any. */
const table = {
  'sessions:read': 'see-reports',
  'requests:read': null,
  'requests:write': null,
  'codes:write': 'make-codes',
  'portals:read': 'manage-portals',
  'users:read': 'manage-users',
  'users:write': 'manage-users',
  'companies:read': 'manage-companies',
  'companies:write': 'manage-companies',
  'technicians:read': 'see-live',
} as const satisfies Record<string, UserRight | null>;

export type ApiScope = keyof typeof table;
export const apiScopes = Object.keys(table) as [ApiScope, ...ApiScope[]];

/** Whether somebody with these rights can use a scope, and so can give it to a key. */
export function mayUseScope(rights: readonly UserRight[], scope: ApiScope): boolean {
  const right = table[scope];
  return right === null || rights.includes(right);
}
