import { askOf, nextControl } from '@beside/shared/domain/control';
import type { RequestId, UserId } from '@beside/shared/domain/ids';
import type { Member, SupportRequest, SystemEvent } from '@beside/shared/domain/request';
import { seesCompany } from '@beside/shared/domain/rights';
import { isAvailable } from '@beside/shared/domain/routing';
import { invitationTo, teamIsFull, teamIsPossible } from '@beside/shared/domain/team';
import type { TeamRole } from '@beside/shared/domain/words';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import { auditOf } from '../identity/auditTable.ts';
import type { Storage } from '../ports.ts';
import type { DueRow } from '../ports/due.ts';
import { assertTakesPart, type Technician } from './actor.ts';
import type { Change, Changer, SystemChanger } from './change.ts';
import { invitationMs } from './times.ts';

interface Wish {
  user: UserId;
  role: TeamRole;
  masked: boolean;
}

/** Several technicians in one session (rule T9). Each answers with the request as committed. */
export interface Team {
  /** @throws CodedError 'not-found', 'forbidden', 'conflict' (maybe 'team-full') */
  invite(technician: Technician, id: RequestId, wish: Wish): Promise<SupportRequest>;
  update(technician: Technician, id: RequestId, wish: Wish): Promise<SupportRequest>;
  /** Withdraws an invitation, or ends somebody's part. */
  remove(technician: Technician, id: RequestId, user: UserId): Promise<SupportRequest>;
  leave(technician: Technician, id: RequestId): Promise<SupportRequest>;
  /**
   * Has somebody look on whom nobody invited and the customer does not know of (rule M4). The
   * technicians in the session see who it is.
   */
  watch(technician: Technician, id: RequestId): Promise<SupportRequest>;
  /** @returns undefined where they are neither invited nor there */
  accept(technician: Technician, id: RequestId): Promise<SupportRequest | undefined>;
  /** Whether it was an invitation of theirs. */
  decline(technician: Technician, id: RequestId): Promise<boolean>;
  /** Nobody answered in time. */
  expire(row: DueRow): Promise<void>;
}

const membersOf = ({ team }: SupportRequest): Member[] => team?.members ?? [];
const personOf = ({ id, name }: Pick<Member, 'id' | 'name'>) => ({ id, name });

function withMembers({ team }: SupportRequest, members: Member[]): Pick<SupportRequest, 'team'> {
  return { team: { members, unseen: team?.unseen ?? 0 } };
}

/** What a hand held that has no right to it any more is let go of. */
export function withoutHand(
  { live }: SupportRequest,
  user: UserId,
): Required<Pick<Change, 'events'>> & {
  request: Pick<SupportRequest, 'live'>;
} {
  const { control } = live;
  const holds = control.phase === 'granted' && control.to === user;
  const asks = askOf(control)?.by === user;
  const why = holds ? 'released' : 'withdrawn';
  const next = holds
    ? nextControl(control, { type: 'end', why })
    : asks
      ? nextControl(control, { type: 'withdraw' })
      : undefined;
  if (!next) return { request: { live }, events: [] };
  return {
    request: { live: { ...live, control: next } },
    events: [{ code: 'control-ended', why }],
  };
}

/** One of the team goes; the chat says so where the customer has seen them. */
export function without(request: SupportRequest, gone: Member): Change {
  const hand = withoutHand(request, gone.id);
  const members = membersOf(request).filter(({ id }) => id !== gone.id);
  const left: SystemEvent[] =
    gone.state === 'joined' && !gone.masked ? [{ code: 'left', by: personOf(gone) }] : [];
  return {
    request: { ...hand.request, ...withMembers(request, members) },
    events: [...hand.events, ...left],
  };
}

interface Parts {
  storage: Storage;
  clock: Clock;
  change: Changer;
  changeBySystem: SystemChanger;
}

export function createTeam({ storage, clock, change, changeBySystem }: Parts): Team {
  return {
    async invite(technician, id, { user, role, masked }) {
      const account = storage.forAccount(technician.accountId);
      const by = { id: technician.user.id, name: technician.user.name };
      const colleague = await account.worker(user, clock.now());
      return change(technician, id, ({ request }, now) => {
        assertTakesPart(technician, request);
        // Who may not see the company is not brought in by a side door (rule T12).
        if (!colleague || !seesCompany(colleague.companies, request.companyId)) {
          throw new CodedError('not-found');
        }
        if (!teamIsPossible(request.phase)) throw new CodedError('conflict', 'phase-forbids');
        const members = membersOf(request);
        const known = members.find((member) => member.id === user);
        // Asked twice: the same answer.
        if (known?.role === role && known.masked === masked) return undefined;
        if (known || colleague.id === by.id) throw new CodedError('conflict');
        if (!isAvailable(colleague)) throw new CodedError('conflict', 'technician-not-available');
        if (teamIsFull(request)) throw new CodedError('conflict', 'team-full');
        const guest = { id: colleague.id, name: colleague.name, role, masked, by, since: now };
        const invited: Member = { ...guest, state: 'invited', until: now + invitationMs };
        return { request: withMembers(request, [...members, invited]), events: [] };
      });
    },

    update: (technician, id, { user, role, masked }) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        const members = membersOf(request);
        const member = members.find((one) => one.id === user);
        if (!member) throw new CodedError('not-found');
        // Whom the customer has seen cannot be hidden from them afterwards.
        const wasSeen = member.state === 'joined' && !member.masked;
        if (masked && wasSeen) throw new CodedError('conflict');
        if (member.role === role && member.masked === masked) return undefined;
        const hand =
          role === 'also-control' ? { request: {}, events: [] } : withoutHand(request, user);
        const changed = members.map((one) => (one === member ? { ...one, role, masked } : one));
        const appears = member.state === 'joined' && member.masked && !masked;
        return {
          request: { ...hand.request, ...withMembers(request, changed) },
          events: [
            ...hand.events,
            ...(appears ? [{ code: 'joined', by: personOf(member) } as const] : []),
          ],
        };
      }),

    remove: (technician, id, user) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        const member = membersOf(request).find((one) => one.id === user);
        if (!member) throw new CodedError('not-found');
        return without(request, member);
      }),

    leave: (technician, id) =>
      change(technician, id, ({ request }) => {
        const member = membersOf(request).find((one) => one.id === technician.user.id);
        if (member?.state !== 'joined') throw new CodedError('forbidden');
        return without(request, member);
      }),

    watch: (technician, id) =>
      change(technician, id, async ({ request }, now, transaction) => {
        const by = { id: technician.user.id, name: technician.user.name };
        const members = membersOf(request);
        if (!teamIsPossible(request.phase)) throw new CodedError('conflict', 'phase-forbids');
        // Who is in it already, or is about to be, stays what they are.
        if (request.assignee?.id === by.id || members.some((one) => one.id === by.id)) {
          return undefined;
        }
        if (teamIsFull(request)) throw new CodedError('conflict', 'team-full');
        const watching: Member = {
          ...by,
          ...{ role: 'see-and-chat', masked: true, state: 'joined', by, since: now, until: null },
        };
        const subject = { kind: 'request', id } as const;
        await transaction.audit(auditOf(clock, technician.user, 'session-watched', subject));
        return { request: withMembers(request, [...members, watching]), events: [] };
      }),

    async accept(technician, id) {
      const row = await storage.forAccount(technician.accountId).request(id);
      // A transfer of the same request goes before it, and makes more of who accepts.
      const { offer } = row?.request ?? {};
      if (!row || offer?.to.id === technician.user.id) return undefined;
      if (!membersOf(row.request).some((one) => one.id === technician.user.id)) return undefined;
      return change(technician, id, ({ request }, now) => {
        const member = membersOf(request).find((one) => one.id === technician.user.id);
        if (!member) throw new CodedError('conflict', 'phase-forbids');
        if (member.state === 'joined') return undefined;
        const joined: Member = { ...member, state: 'joined', since: now, until: null };
        const members = membersOf(request).map((one) => (one === member ? joined : one));
        return {
          request: withMembers(request, members),
          events: member.masked ? [] : [{ code: 'joined', by: personOf(member) }],
        };
      });
    },

    async decline(technician, id) {
      let wasMine = false;
      await change(technician, id, ({ request }) => {
        const invited = invitationTo(request, technician.user.id);
        wasMine = invited !== undefined && request.offer?.to.id !== technician.user.id;
        return invited && wasMine ? without(request, invited) : undefined;
      });
      return wasMine;
    },

    async expire({ accountId, subject }) {
      await changeBySystem(accountId, subject as RequestId, async ({ request }, now, tx) => {
        const members = membersOf(request);
        const left = members.filter(({ until }) => until === null || until > now);
        if (left.length < members.length) {
          return { request: withMembers(request, left), events: [] };
        }
        const rest = members.flatMap(({ until }) => until ?? []);
        if (rest.length > 0) await tx.schedule('invitation', subject, Math.min(...rest));
        return undefined;
      });
    },
  };
}
