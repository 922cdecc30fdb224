import type { AccountId, PortalId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { seesCompany } from '@beside/shared/domain/rights';
import { isAvailable } from '@beside/shared/domain/routing';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Storage, StoredRequest } from '../ports.ts';
import type { DueRow } from '../ports/due.ts';
import { assertTakesPart, type Technician } from './actor.ts';
import type { Change, Changer, SystemChanger } from './change.ts';
import { endLive, step } from './steps.ts';
import { transferMs } from './times.ts';

export type TransferTarget = { kind: 'technician'; id: UserId } | { kind: 'portal'; id: PortalId };

/** What is put before one technician: by a line, or by a colleague. */
export interface Offers {
  /** Whether it was an offer to them; anything else is only put out of their sight. */
  decline(technician: Technician, id: RequestId): Promise<boolean>;
  /** Nobody answered in time (rule R2). */
  expire(row: DueRow): Promise<void>;
  /** Gives back what a line has put before somebody who is not available any more. */
  giveUp(technician: Technician): Promise<void>;
  /** @throws CodedError 'not-found', 'forbidden', 'conflict' (maybe 'technician-not-available') */
  transfer(technician: Technician, id: RequestId, to: TransferTarget): Promise<SupportRequest>;
  /** Takes back a transfer of theirs that nobody has accepted yet. */
  withdraw(technician: Technician, id: RequestId): Promise<SupportRequest>;
}

/** The offer is not taken: a line goes on, a transfer goes back to who made it. */
export function refused(
  { request, routing }: StoredRequest,
  event: 'decline' | 'expire',
  now: number,
) {
  const { offer } = request;
  if (request.phase !== 'offered' || !offer) return undefined;
  if (offer.by) {
    const phase = step(request, 'give-back');
    return { request: { phase }, events: [{ code: 'transfer-returned', by: offer.by }] } as Change;
  }
  const others = routing.passed.filter(({ technician }) => technician !== offer.to.id);
  const passed = [...others, { technician: offer.to.id, at: now }];
  const change: Change = {
    request: { phase: step(request, event) },
    routing: { passed },
    events: [],
  };
  return event === 'expire' ? { ...change, away: offer.to.id } : change;
}

interface Parts {
  storage: Storage;
  clock: Clock;
  change: Changer;
  changeBySystem: SystemChanger;
  /** An offer was not taken in time, and its technician is away now. */
  onAway: (accountId: AccountId, technician: UserId) => Promise<void>;
}

export function createOffers({ storage, clock, change, changeBySystem, onAway }: Parts): Offers {
  const decline = async (technician: Technician, id: RequestId): Promise<boolean> => {
    let wasMine = false;
    await change(technician, id, (row, now) => {
      wasMine = row.request.offer?.to.id === technician.user.id;
      return wasMine ? refused(row, 'decline', now) : undefined;
    });
    return wasMine;
  };

  return {
    decline,

    async expire(due) {
      let away: UserId | undefined;
      await changeBySystem(
        due.accountId,
        due.subject as RequestId,
        (row, now) => {
          const isOver = row.request.offer && row.request.offer.until <= now;
          const made = isOver ? refused(row, 'expire', now) : undefined;
          away = made?.away;
          return made;
        },
        { withLines: true },
      );
      if (away) await onAway(due.accountId, away);
    },

    async giveUp(technician) {
      const calling = await storage.forAccount(technician.accountId).calling(0);
      const mine = calling.filter(
        ({ request: { offer } }) => offer?.by === null && offer.to.id === technician.user.id,
      );
      for (const { request } of mine) await decline(technician, request.id);
    },

    withdraw: (technician, id) =>
      change(technician, id, (row, now) => {
        assertTakesPart(technician, row.request);
        if (!row.request.offer) throw new CodedError('conflict', 'phase-forbids');
        return refused(row, 'decline', now);
      }),

    async transfer(technician, id, to) {
      const account = storage.forAccount(technician.accountId);
      const by = { id: technician.user.id, name: technician.user.name };
      const target = await (to.kind === 'technician'
        ? account.worker(to.id, clock.now())
        : account.portals().then((all) => all.find((portal) => portal.id === to.id)));
      return change(
        technician,
        id,
        ({ request }, now) => {
          assertTakesPart(technician, request);
          if (!target) throw new CodedError('not-found');
          const { live, events } = endLive(request);
          events.push({ code: 'transferred', by, to: target.name });
          if ('mode' in target) {
            if (target.type !== 'smart-box' && target.type !== 'smart-button') {
              throw new CodedError('conflict', 'phase-forbids');
            }
            const { id: portalId, slug, name, type } = target;
            return {
              request: {
                phase: step(request, 'unassign'),
                portal: { id: portalId, slug, name, type },
                assignee: null,
                wanted: null,
                live,
              },
              // Whoever gives it back does not get it again at once.
              routing: { passed: [{ technician: by.id, at: now }] },
              events,
            };
          }
          const mayHaveIt =
            target.id !== by.id &&
            isAvailable(target) &&
            seesCompany(target.companies, request.companyId);
          if (!mayHaveIt) {
            throw new CodedError('conflict', 'technician-not-available');
          }
          const offer = { to: { id: target.id, name: target.name }, by, until: now + transferMs };
          return { request: { phase: step(request, 'transfer'), offer, live }, events };
        },
        { withLines: true },
      );
    },
  };
}
