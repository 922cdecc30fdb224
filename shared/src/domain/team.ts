import type { UserId } from './ids.ts';
import { maxTechnicians } from './limits.ts';
import type { Member, SupportRequest } from './request.ts';
import type { RequestPhase } from './requestPhase.ts';
import type { TeamRole } from './words.ts';

/** A technician, as far as it matters who it is. */
export interface Somebody {
  id: UserId;
}

/** What decides who takes part in a request. */
export interface Whose {
  assignee: Somebody | null;
  team?: { members: readonly Standing[] } | undefined;
}

/** How somebody stands in a team. */
export type Standing = Pick<Member, 'id' | 'state' | 'role' | 'masked'>;

/** How a technician stands to a request: it is theirs, or they were invited into it. */
export type Part = 'assignee' | TeamRole | 'masked';

/** `undefined` for everybody who takes no part, an invitation that is open included. */
export function partOf({ assignee, team }: Whose, user: UserId): Part | undefined {
  if (assignee?.id === user) return 'assignee';
  const member = team?.members.find(({ id }) => id === user);
  if (member?.state !== 'joined') return undefined;
  return member.masked ? 'masked' : member.role;
}

/** What each part may do (rule T9). Whatever moves the request on is the assignee's alone. */
export type Right = 'follow' | 'write' | 'control' | 'lead';

const rights: Record<Part, readonly Right[]> = {
  assignee: ['follow', 'write', 'control', 'lead'],
  'also-control': ['follow', 'write', 'control'],
  'see-and-chat': ['follow', 'write'],
  masked: ['follow'],
};

export function mayIn(request: Whose, user: UserId, right: Right): boolean {
  const part = partOf(request, user);
  return part !== undefined && rights[part].includes(right);
}

/** Everybody who takes part on the technicians' side, whoever has it first. */
export function teamOf({ assignee, team }: Whose): UserId[] {
  const joined = team?.members.filter(({ state }) => state === 'joined') ?? [];
  return [...(assignee ? [assignee.id] : []), ...joined.map(({ id }) => id)];
}

/** The technicians whom the customer may know of. */
export function facesOf({ assignee, team }: Whose): UserId[] {
  const seen = team?.members.filter(isSeen) ?? [];
  return [...(assignee ? [assignee.id] : []), ...seen.map(({ id }) => id)];
}

export function invitationTo(
  { team }: Pick<SupportRequest, 'team'>,
  user: UserId,
): Member | undefined {
  return team?.members.find(({ id, state }) => id === user && state === 'invited');
}

/** Whether others watch and hear along: their picture takes the relay, and then everybody's does. */
export function isShared({ team }: Whose): boolean {
  return team?.members.some(({ state }) => state === 'joined') ?? false;
}

/** Whether somebody can be invited now. */
export function teamIsPossible(phase: RequestPhase): boolean {
  return phase === 'assigned' || phase === 'active';
}

/** Invitations that are open count: nobody says yes and finds the door shut. */
export function teamIsFull({ team }: Whose): boolean {
  return (team?.members.length ?? 0) >= maxTechnicians - 1;
}

/** A team is there as long as somebody has the request in hand; who has it is no guest in it. */
export function keptMembers({ phase, assignee, team }: SupportRequest): readonly Member[] {
  const isInHand = assignee !== null && (teamIsPossible(phase) || phase === 'offered');
  return isInHand ? (team?.members ?? []).filter(({ id }) => id !== assignee.id) : [];
}

/**
 * The request as its customer is told of it: without those who are masked, without invitations, and
 * with versions that give neither away.
 */
export function customerView({ team, ...request }: SupportRequest): SupportRequest {
  if (!team) return request;
  const members = team.members.filter(isSeen);
  return {
    ...request,
    version: request.version - team.unseen,
    ...(members.length > 0 ? { team: { members, unseen: 0 } } : {}),
  };
}

/** Whether a change is one of the team, and makes no difference to what the customer is told. */
export function isUnseen(before: SupportRequest, after: SupportRequest): boolean {
  const told = (request: SupportRequest): string =>
    JSON.stringify({ ...customerView(request), version: 0 });
  const members = ({ team }: SupportRequest): string => JSON.stringify(team?.members ?? []);
  return members(before) !== members(after) && told(before) === told(after);
}

function isSeen({ state, masked }: Standing): boolean {
  return state === 'joined' && !masked;
}
