import type { Member } from '@beside/shared/domain/request';

/** What somebody is in a session, in one or two words. */
export function partWords({
  role,
  masked,
}: Pick<Member, 'role' | 'masked'>): 'team.masked' | `team.${Member['role']}` {
  return masked ? 'team.masked' : `team.${role}`;
}
