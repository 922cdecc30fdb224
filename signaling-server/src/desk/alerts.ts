import type { AccountId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { PortalType } from '@beside/shared/domain/portal';
import type { Member, SupportRequest } from '@beside/shared/domain/request';
import { involvedIn } from '@beside/shared/domain/rights';
import { alerted } from '@beside/shared/domain/routing';
import { invitationTo, partOf, teamIsPossible } from '@beside/shared/domain/team';
import type { Alert } from '@beside/shared/protocol/contract/availability';
import type { Portal, StoredRequest } from '../ports.ts';
import type { DueRow } from '../ports/due.ts';
import type { DeskParts } from './change.ts';

/** The pop-ups (rule T6). They follow from the requests, so that nothing else has to be kept. */
export interface Alerts {
  /** Raises and takes away what a committed change of a request makes of them. */
  follow(
    accountId: AccountId,
    before: StoredRequest | undefined,
    after: StoredRequest,
  ): Promise<void>;
  /** Whom a request calls at this moment, those who are invited into it included. */
  called(accountId: AccountId, row: StoredRequest): Promise<Call[]>;
  /** Those that are up for this technician now. */
  current(accountId: AccountId, technician: UserId): Promise<Alert[]>;
  /** Raises all of those, for somebody who has just become available. */
  raiseCurrent(accountId: AccountId, technician: UserId): Promise<void>;
  /** Nobody took it in time: the pop-ups go, the request stays in the list. */
  expire(row: DueRow): Promise<void>;
}

/** One technician who is called, and until when. */
export interface Call {
  technician: UserId;
  until: number;
  origin: Alert['origin'];
}

const origins: Record<PortalType, Alert['origin']> = {
  'smart-box': 'box',
  'smart-button': 'button',
  'smart-match': 'match',
  'smart-pin': 'box',
};

/** The alert of a request as it would be shown, whoever is shown it. */
function alertOf({ request, routing }: StoredRequest): Alert | undefined {
  if (request.phase === 'offered' && request.offer) {
    const { by, until } = request.offer;
    const origin = by ? 'transfer' : 'box';
    return { request, origin, until, offer: true };
  }
  if (request.phase !== 'waiting' || routing.alertUntil === null) return undefined;
  const origin = origins[request.portal.type ?? 'smart-box'];
  return { request, origin, until: routing.alertUntil, offer: false };
}

/** What this technician is shown who is invited into the session. */
function invitationOf(request: SupportRequest, technician: UserId): Alert | undefined {
  const until = invitationTo(request, technician)?.until;
  return until ? { request, origin: 'invitation', until, offer: true } : undefined;
}

const invitedIn = (row: StoredRequest | undefined): Member[] =>
  (row?.request.team?.members ?? []).filter(({ state }) => state === 'invited');

export function createAlerts({ storage, publisher, clock }: Omit<DeskParts, 'onChanged'>): Alerts {
  const calledBy = async (
    accountId: AccountId,
    row: StoredRequest,
    portals?: Portal[],
  ): Promise<UserId[]> => {
    const { request } = row;
    if (request.offer) return [request.offer.to.id];
    const account = storage.forAccount(accountId);
    const known = portals ?? (await account.portals());
    const portal = known.find(({ id }) => id === request.portal.id);
    if (portal?.mode !== 'web') return [];
    const waiting = {
      portalId: portal.id,
      companyId: request.companyId ?? null,
      wanted: request.wanted?.id ?? null,
      passed: row.routing.passed,
    };
    return alerted(waiting, await account.workers(clock.now()), portal).map(({ id }) => id);
  };

  const current = async (accountId: AccountId, technician: UserId): Promise<Alert[]> => {
    const account = storage.forAccount(accountId);
    const [rows, portals] = await Promise.all([account.calling(clock.now()), account.portals()]);
    const alerts: Alert[] = [];
    for (const row of rows) {
      const alert = alertOf(row);
      if (alert && (await calledBy(accountId, row, portals)).includes(technician)) {
        alerts.push(alert);
      }
    }
    const invited = await account.invitations(technician);
    return [
      ...alerts,
      ...invited.flatMap(({ request }) => invitationOf(request, technician) ?? []),
    ];
  };

  const followInvitations = (before: StoredRequest | undefined, after: StoredRequest): void => {
    const { request } = after;
    const [was, is] = [invitedIn(before), invitedIn(after)];
    for (const { id } of was.filter((old) => !is.some((now) => now.id === old.id))) {
      const joined = partOf(request, id) !== undefined;
      const why = joined ? 'taken' : teamIsPossible(request.phase) ? 'expired' : 'left';
      publisher.invitationGone(id, { requestId: request.id, why, invitation: true });
    }
    for (const { id } of is.filter((now) => !was.some((old) => old.id === now.id))) {
      const alert = invitationOf(request, id);
      if (alert) publisher.alertRaised(id, alert);
    }
  };

  return {
    current,
    async called(accountId, row) {
      const alert = alertOf(row);
      const technicians = alert ? await calledBy(accountId, row) : [];
      const calls = [
        ...invitedIn(row).map(({ id }) => ({
          technician: id,
          raised: invitationOf(row.request, id),
        })),
        // Last: where somebody is called twice, the offer of the whole request counts.
        ...technicians.map((technician) => ({ technician, raised: alert })),
      ];
      return calls.flatMap(({ technician, raised }) =>
        raised && raised.until > clock.now()
          ? { technician, until: raised.until, origin: raised.origin }
          : [],
      );
    },
    async raiseCurrent(accountId, technician) {
      for (const alert of await current(accountId, technician)) {
        publisher.alertRaised(technician, alert);
      }
    },
    async expire({ accountId, subject }) {
      const row = await storage.forAccount(accountId).request(subject as RequestId);
      if (row?.request.phase !== 'waiting' || (row.routing.alertUntil ?? 0) > clock.now()) return;
      publisher.alertGone(accountId, row.request, 'expired');
    },
    async follow(accountId, before, after) {
      followInvitations(before, after);
      const [was, is] = [before && alertOf(before), alertOf(after)];
      const isSame =
        was?.until === is?.until &&
        before?.request.phase === after.request.phase &&
        before.request.offer?.to.id === after.request.offer?.to.id;
      if (isSame) return;
      if (was) {
        const why = whyGone(before, after, clock.now());
        publisher.alertGone(accountId, after.request, why, before && involvedIn(before.request));
      }
      if (!is) return;
      for (const technician of await calledBy(accountId, after)) {
        publisher.alertRaised(technician, is);
      }
    },
  };
}

function whyGone(before: StoredRequest | undefined, after: StoredRequest, now: number) {
  const { phase, assignee } = after.request;
  const offer = before?.request.offer;
  if (!offer) return phase === 'assigned' || phase === 'offered' ? 'taken' : 'left';
  if (phase === 'assigned' && assignee?.id === offer.to.id) return 'taken';
  if (phase !== 'waiting' && phase !== 'assigned') return 'left';
  return offer.until <= now ? 'expired' : 'declined';
}
