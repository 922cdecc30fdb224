import type { UserId } from '@beside/shared/domain/ids';
import {
  givable,
  mayChange,
  mayManageRole,
  rightsOf,
  type RightChanges,
  type RightsHolder,
  type RoleChanges,
  type UserRight,
} from '@beside/shared/domain/rightsTable';
import { CodedError } from '@beside/shared/protocol/errors';
import type { User } from '../ports.ts';
import type { ManagedUser, UserTeam } from '../ports/admin.ts';

/** Somebody who is in the management centre, with what they may at this moment. */
export interface Manager {
  user: User;
  rights: readonly UserRight[];
}

/** All that a user's rights follow from. */
export interface Levels {
  roles: RoleChanges;
  teams: readonly UserTeam[];
}

function holderOf({ id, role, rights }: ManagedUser, { roles, teams }: Levels): RightsHolder {
  const own = teams.filter(({ members }) => members.includes(id));
  return { role, account: roles, teams: own.map((team) => team.rights), user: rights };
}

export const notYours = (field: string): CodedError =>
  CodedError.about(field, 'forbidden', 'not-yours-to-give');

/** Puts somebody into these teams and no others. */
export function inTeams(teams: readonly UserTeam[], user: ManagedUser): UserTeam[] {
  return teams.map((team) => ({
    ...team,
    members: [
      ...team.members.filter((id) => id !== user.id),
      ...(user.teams.includes(team.id) ? [user.id] : []),
    ],
  }));
}

/**
 * Nobody makes more, or less, of somebody than they are themselves: neither by what is set for the
 * person, nor by a role, nor by a team.
 *
 * @throws CodedError('forbidden', 'not-yours-to-give')
 */
export function assertMayMake(
  by: Manager,
  before: { user: ManagedUser; levels: Levels },
  after: { user: ManagedUser; levels: Levels },
): void {
  const isTheirs = [before, after].every(({ user }) => mayManageRole(by.user.role, user.role));
  if (!isTheirs) throw notYours('role');
  const [had, has] = [before, after].map(({ user, levels }) => rightsOf(holderOf(user, levels)));
  if (!mayChange(givable(by.user.role, by.rights), had ?? [], has ?? [])) throw notYours('rights');
  assertMaySet(by, before.user.rights, after.user.rights);
}

/** @throws CodedError('forbidden', 'not-yours-to-give') */
export function assertMaySet(by: Manager, before: RightChanges, after: RightChanges): void {
  const given = givable(by.user.role, by.rights);
  const set = new Set([...Object.keys(before), ...Object.keys(after)] as UserRight[]);
  for (const right of set) {
    if (before[right] !== after[right] && !given.includes(right)) throw notYours('rights');
  }
}

/** @throws CodedError('conflict', 'last-administrator') where nobody is left who lets people in */
export function assertAdministered(users: readonly ManagedUser[]): void {
  const isLed = users.some(
    ({ role, disabledAt }) => role === 'administrator' && disabledAt === null,
  );
  if (!isLed) throw new CodedError('conflict', 'last-administrator');
}

/** @throws CodedError('not-found') */
export function findIn<T extends { id: string }>(all: readonly T[], id: UserId | string): T {
  const found = all.find((one) => one.id === id);
  if (!found) throw new CodedError('not-found');
  return found;
}
