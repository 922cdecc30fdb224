import { companyKey } from '@beside/shared/domain/company';
import { firstStatus, type Status } from '@beside/shared/domain/availability';
import type { AccountId, RequestId, UserId } from '@beside/shared/domain/ids';
import { seesCompany } from '@beside/shared/domain/rights';
import { isAvailable, type Worker } from '@beside/shared/domain/routing';
import { CodedError } from '@beside/shared/protocol/errors';
import type { RequestOutput, Told } from '@beside/shared/protocol/contract';
import type { Clock } from '@beside/shared/lib/clock';
import type { Portal, Storage } from '../ports.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { DueRow } from '../ports/due.ts';
import { findSeen, technicianViewer, type Technician } from './actor.ts';
import type { Alerts } from './alerts.ts';
import { technicianLeaseMs } from './times.ts';

type View = Told<'status:changed'>['technician'];

/** Who is there to help (rule T1): a remembered status, and leases that open pages keep alive. */
export interface Availability {
  set(technician: Technician, status: Status): Promise<View>;
  get(technician: Technician): Promise<RequestOutput<'status:get'>>;
  /**
   * @param requestId only those who may see it, as the technician does
   * @throws CodedError('not-found')
   */
  colleagues(
    technician: Technician,
    requestId?: RequestId,
  ): Promise<RequestOutput<'technicians:list'>>;
  /** A page of theirs has come: it holds a lease until its node stops renewing it. */
  came(technician: Technician, lease: { endpoint: string; node: string }): Promise<void>;
  /** They signed out on that page: it does not count any more, without a grace time. */
  left(technician: Technician, endpoint: string): Promise<void>;
  /** A lease may have run out. */
  check(row: DueRow): Promise<void>;
  /** Tells that somebody was set away, because an offer was not taken. */
  tellAway(accountId: AccountId, technician: UserId): Promise<void>;
}

interface Parts {
  storage: Storage;
  publisher: Publisher;
  clock: Clock;
  alerts: Alerts;
  /** Something may have fallen due. */
  kick: () => void;
}

export function createAvailability({
  storage,
  publisher,
  clock,
  alerts,
  kick,
}: Parts): Availability {
  /** @throws CodedError('not-found') */
  const find = async (accountId: AccountId, id: UserId): Promise<Worker> => {
    const worker = await storage.forAccount(accountId).worker(id, clock.now());
    if (!worker) throw new CodedError('not-found');
    return worker;
  };

  const tell = async (
    accountId: AccountId,
    id: UserId,
    why: Told<'status:changed'>['why'],
  ): Promise<Worker> => {
    const worker = await find(accountId, id);
    publisher.statusChanged(accountId, { technician: viewOf(worker), why });
    return worker;
  };

  /** Has the lines looked at again, with the change that makes it worth it. */
  const save = (accountId: AccountId, id: UserId, status: Status | undefined) =>
    storage.forAccount(accountId).transaction(async (transaction) => {
      const now = clock.now();
      await transaction.lockLines();
      const before = await transaction.lockAvailability(id);
      const next = status ?? before?.status ?? firstStatus;
      // Chosen again, it changes nothing about who has waited longest.
      const goesOn = before !== undefined && status !== undefined && before.status === next;
      const waitingSince = goesOn ? before.waitingSince : now;
      await transaction.saveAvailability(id, { status: next, waitingSince });
      if (status === undefined) await transaction.schedule('lease', id, now + technicianLeaseMs);
      await transaction.schedule('route', accountId, now);
    });

  return {
    async set({ accountId, user }, status) {
      await save(accountId, user.id, status);
      const worker = await tell(accountId, user.id, 'chosen');
      if (isAvailable(worker)) await alerts.raiseCurrent(accountId, user.id);
      kick();
      return viewOf(worker);
    },

    async get({ accountId, user }) {
      const worker = await find(accountId, user.id);
      return {
        technician: viewOf(worker),
        sessions: worker.load,
        limit: worker.limit,
        alerts: await alerts.current(accountId, user.id),
      };
    },

    async colleagues(technician, requestId) {
      const account = storage.forAccount(technician.accountId);
      const row = requestId && (await findSeen(storage, technician, requestId));
      const [workers, portals, known, { companies }] = await Promise.all([
        account.workers(clock.now()),
        account.portals(),
        account.companies(),
        technicianViewer(account, technician),
      ]);
      const isKnown = ({ settings: { fields } }: Portal): boolean => {
        if (fields.fixedCompany === null) return true;
        const key = companyKey(fields.fixedCompany);
        return seesCompany(companies, known.find(({ name }) => companyKey(name) === key)?.id);
      };
      return {
        technicians: workers
          .filter((worker) => !row || seesCompany(worker.companies, row.request.companyId))
          .map(viewOf),
        portals: portals
          .filter(({ type }) => type === 'smart-box' || type === 'smart-button')
          .filter(isKnown)
          .map(({ id, name }) => ({ id, name })),
      };
    },

    async came({ accountId, user }, { endpoint, node }) {
      const account = storage.forAccount(accountId);
      const now = clock.now();
      const until = await account.transaction((transaction) => transaction.leasedUntil(user.id));
      const expiresAt = now + technicianLeaseMs;
      const { id: subject } = user;
      await storage.presence.renew([
        { accountId, party: 'technician', subject, endpoint, node, expiresAt },
      ]);
      if (until > now) return;
      await save(accountId, user.id, undefined);
      await tell(accountId, user.id, 'came');
      kick();
    },

    async left({ accountId, user }, endpoint) {
      await storage.presence.end(user.id, endpoint);
      await storage
        .forAccount(accountId)
        .transaction((transaction) => transaction.schedule('lease', user.id, clock.now()));
      kick();
    },

    async check({ accountId, subject }) {
      const id = subject as UserId;
      const isGone = await storage.forAccount(accountId).transaction(async (transaction) => {
        const until = await transaction.leasedUntil(id);
        if (until <= clock.now()) return true;
        await transaction.schedule('lease', id, until);
        return false;
      });
      // Who is kept out is nobody's colleague any more.
      if (isGone && (await storage.forAccount(accountId).user(id))) {
        await tell(accountId, id, 'left');
      }
    },

    async tellAway(accountId, technician) {
      await tell(accountId, technician, 'offer-missed');
    },
  };
}

function viewOf({ id, name, status, present }: Worker): View {
  return { id, name, status, present };
}
