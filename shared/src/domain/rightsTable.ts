import * as z from 'zod';

/** What somebody is in an account. */
export const roles = ['administrator', 'manager', 'technician'] as const;
export type Role = (typeof roles)[number];

interface Row {
  /** Who has it while nothing else was set. */
  usual: readonly Role[];
  /** Whether it is used on a request, so that the request's portal may say something else. */
  ofRequest: boolean;
}

const everybody = roles;
const managers = ['administrator', 'manager'] as const;
const administrators = ['administrator'] as const;

/** Every right there is, each to be switched by itself: the whole truth about them. */
const table = {
  /** Hand a request to somebody else, or back to a portal (rule T9). */
  transfer: { usual: everybody, ofRequest: true },
  /** Bring colleagues into a session (rule T9). */
  invite: { usual: everybody, ofRequest: true },
  /** Ask a customer to share the screen (rule S1). */
  'see-screen': { usual: everybody, ofRequest: true },
  /** Ask for the control of what is shared (rule I1). */
  control: { usual: everybody, ofRequest: true },
  /** Ask a customer whether the session may be recorded (rule M3). */
  record: { usual: everybody, ofRequest: true },
  /** Share one's own screen (rule S3). */
  'show-screen': { usual: everybody, ofRequest: true },
  /** Let the customer control what one shows (rule I6). */
  'give-control': { usual: everybody, ofRequest: true },
  /** Send files, and open those that were sent (rule F3). */
  files: { usual: everybody, ofRequest: true },
  /** Send mobile profiles (rule F4). */
  'send-profiles': { usual: everybody, ofRequest: true },
  /** Send the customer an address (rule T10). */
  'push-links': { usual: everybody, ofRequest: true },
  /** Make access codes (rule T7). */
  'make-codes': { usual: everybody, ofRequest: false },
  /** Join a running session without the customer's knowing (rule M4). */
  'join-masked': { usual: [], ofRequest: true },
  /** Write the ready replies that everybody has (rule T10). */
  'write-replies': { usual: managers, ofRequest: false },
  /** See who is available, what waits and what is running (rule M4). */
  'see-live': { usual: managers, ofRequest: false },
  'see-reports': { usual: managers, ofRequest: false },
  /** See who did what, and who looked at what (rule M5). */
  'see-audit': { usual: administrators, ofRequest: false },
  'manage-users': { usual: administrators, ofRequest: false },
  'manage-companies': { usual: administrators, ofRequest: false },
  'manage-portals': { usual: administrators, ofRequest: false },
  /** Hand over and delete what is kept of a customer (rule O6). */
  'manage-privacy': { usual: administrators, ofRequest: false },
  /** The account's own: its look, files, mobile profiles, how long things are kept. */
  'manage-settings': { usual: administrators, ofRequest: false },
  /** Keys of the API, and webhooks of the account. */
  'manage-api': { usual: administrators, ofRequest: false },
} as const satisfies Record<string, Row>;

export type UserRight = keyof typeof table;
export const userRights = Object.keys(table) as [UserRight, ...UserRight[]];

/** Those that a portal may say something else about. */
export const requestRights = userRights.filter((right) => table[right].ofRequest);

/** What was set at one place, right by right; an absent one is as it was. */
export const rightChangesSchema = z.partialRecord(z.enum(userRights), z.boolean());
export type RightChanges = z.infer<typeof rightChangesSchema>;

/** What an account sets for those of a role. */
export const roleChangesSchema = z.partialRecord(z.enum(roles), rightChangesSchema);
export type RoleChanges = z.infer<typeof roleChangesSchema>;

/** All that was set about somebody, at the places that have a say. */
export interface RightsHolder {
  role: Role;
  account: RoleChanges;
  /** Of each team that they are in. */
  teams: readonly RightChanges[];
  user: RightChanges;
}

/** Where a right is to be used: absent, nowhere in particular. */
export interface RightsScope {
  portal?: RightChanges | undefined;
}

/** An administrator could otherwise lock everybody out, and nobody could let them in again. */
export function isFixed(role: Role, right: UserRight): boolean {
  return role === 'administrator' && right === 'manage-users';
}

/** Of several teams one that refuses is enough. */
function saidByTeams(teams: readonly RightChanges[], right: UserRight): boolean | undefined {
  const said = teams.map((team) => team[right]).filter((word) => word !== undefined);
  return said.length === 0 ? undefined : said.every(Boolean);
}

/**
 * Whether somebody has a right: the one place where it is decided. What is nearest to the person
 * goes first: the user, the portal, the user's teams, the account for that role, the table.
 */
export function may(
  { role, account, teams, user }: RightsHolder,
  right: UserRight,
  { portal }: RightsScope = {},
): boolean {
  if (isFixed(role, right)) return true;
  const { usual, ofRequest }: Row = table[right];
  return (
    user[right] ??
    (ofRequest ? portal?.[right] : undefined) ??
    saidByTeams(teams, right) ??
    account[role]?.[right] ??
    usual.includes(role)
  );
}

/** Everything that somebody has, in the order of the table. */
export function rightsOf(holder: RightsHolder, scope?: RightsScope): UserRight[] {
  return userRights.filter((right) => may(holder, right, scope));
}

const managing = userRights.filter((right) => right.startsWith('manage-'));

/** Whether the management centre has anything for them. */
export function mayAdminister(rights: readonly UserRight[]): boolean {
  return [...managing, 'see-live', 'see-reports', 'see-audit', 'write-replies'].some((right) =>
    rights.includes(right as UserRight),
  );
}

/** Which rights somebody can give and take away: their own, and administrators all. */
export function givable(role: Role, rights: readonly UserRight[]): readonly UserRight[] {
  return role === 'administrator' ? userRights : rights;
}

/** Whether such a change of somebody's rights is one of `givable` rights alone. */
export function mayChange(
  given: readonly UserRight[],
  before: readonly UserRight[],
  after: readonly UserRight[],
): boolean {
  return userRights.every(
    (right) => before.includes(right) === after.includes(right) || given.includes(right),
  );
}

/** Whether somebody who manages users may make one of this role, or change one who is. */
export function mayManageRole(by: Role, role: Role): boolean {
  return by === 'administrator' || role !== 'administrator';
}
