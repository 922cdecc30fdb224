import type { CompanyId, RequestId, UserId } from './ids.ts';
import type { SupportRequest } from './request.ts';
import type { Role } from './rightsTable.ts';
import type { Somebody } from './team.ts';

/** The companies whose requests somebody may see; `all` includes the requests of no company. */
export type GrantedCompanies = 'all' | readonly CompanyId[];

/** Who looks, as far as it decides what there is to be seen. */
export type Viewer =
  | { party: 'customer'; requestId: RequestId }
  | { party: 'technician'; id: UserId; companies: GrantedCompanies };

/** What decides who may see a request; of people, who they are. */
export interface Seen extends Pick<SupportRequest, 'id' | 'companyId'> {
  assignee: Somebody | null;
  offer?: { to: Somebody } | null | undefined;
  wanted?: Somebody | null | undefined;
  team?: { members: readonly Somebody[] } | undefined;
}

/** Managers and administrators see all companies, technicians what is granted to them. */
export function companiesOf(
  user: { role: Role; allCompanies: boolean },
  granted: readonly CompanyId[],
): GrantedCompanies {
  return user.allCompanies || user.role !== 'technician' ? 'all' : granted;
}

/** `null` is no company: those who are limited to companies do not see what belongs to none. */
export function seesCompany(
  companies: GrantedCompanies,
  companyId: CompanyId | null | undefined,
): boolean {
  return companies === 'all' || (companyId != null && companies.includes(companyId));
}

/** The technicians who have to do with the request themselves, whatever its company is. */
export function involvedIn({ assignee, offer, wanted, team }: Seen): UserId[] {
  const people = [assignee, offer?.to, wanted, ...(team?.members ?? [])];
  return people.flatMap((person) => (person ? [person.id] : []));
}

/**
 * Whether somebody may know of this request at all (rule T12): the whole truth about it. Lists are
 * filtered by the same rule in their queries, and sockets join rooms by it.
 */
export function maySee(viewer: Viewer, request: Seen): boolean {
  if (viewer.party === 'customer') return viewer.requestId === request.id;
  return (
    seesCompany(viewer.companies, request.companyId) || involvedIn(request).includes(viewer.id)
  );
}
