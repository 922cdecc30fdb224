import { v4 as uuidV4 } from 'uuid';
import { changedMembers, type AuditAct } from '@beside/shared/domain/audit';
import type { AccountId, PortalId } from '@beside/shared/domain/ids';
import { pageOf } from '@beside/shared/domain/lists';
import type { Clock } from '@beside/shared/lib/clock';
import type { AdminOutput, ParsedAdmin } from '@beside/shared/protocol/admin';
import { rowsPerPage } from '@beside/shared/protocol/admin/parts';
import type { PortalFormValues, PortalRow } from '@beside/shared/protocol/admin/portals';
import { CodedError } from '@beside/shared/protocol/errors';
import { auditOf } from '../identity/auditTable.ts';
import { assertMaySet, type Manager } from '../identity/managers.ts';
import type { Storage } from '../ports.ts';
import type { ManagedPortal } from '../ports/admin.ts';

/** The portals of an account, as those set them up who manage them. */
export interface ManagedPortals {
  list(by: Manager, query: ParsedAdmin<'portals/list'>): Promise<AdminOutput<'portals/list'>>;
  /** @throws CodedError('not-found') */
  get(by: Manager, id: PortalId): Promise<PortalRow>;
  choices(by: Manager): Promise<AdminOutput<'portals/choices'>>;
  /**
   * @throws CodedError 'not-found', 'forbidden' / 'not-yours-to-give', 'conflict' / 'slug-taken'
   */
  save(by: Manager, form: PortalFormValues): Promise<PortalRow>;
  /** Closed to everybody from then on; {@link restore} is the way back. */
  remove(by: Manager, id: PortalId): Promise<void>;
  restore(by: Manager, id: PortalId): Promise<void>;
}

interface Parts {
  storage: Storage;
  clock: Clock;
  baseUrl: () => string;
  /** Rights have changed: what is under way without one comes to its end. */
  settle: (accountId: AccountId) => Promise<void>;
  /** Something may have fallen due. */
  kick: () => void;
}

const rowOf = ({ accountId: _, ...portal }: ManagedPortal): PortalRow => portal;

export function createManagedPortals(parts: Parts): ManagedPortals {
  const { storage, clock, baseUrl, settle, kick } = parts;
  const all = ({ user }: Manager) => storage.forAccount(user.accountId).admin.portals();
  const find = async (by: Manager, id: PortalId): Promise<ManagedPortal> => {
    const found = (await all(by)).find((portal) => portal.id === id);
    if (!found) throw new CodedError('not-found');
    return found;
  };
  const write = async (
    by: Manager,
    act: AuditAct,
    portal: ManagedPortal,
    before?: ManagedPortal,
  ): Promise<void> => {
    const { accountId } = by.user;
    await storage
      .forAccount(accountId)
      .transaction(async (transaction) => {
        await transaction.lockLines();
        await transaction.admin.savePortal(portal);
        // Other people may serve its line from now on.
        await transaction.schedule('route', accountId, clock.now());
        const subject = { kind: 'portal', id: portal.id } as const;
        const detail = { changed: changedMembers(before, rowOf(portal)), rights: portal.rights };
        await transaction.audit(auditOf(clock, by.user, act, subject, detail));
      })
      .catch((failure: unknown) => {
        const isTaken =
          failure instanceof CodedError && failure.code === 'conflict' && !failure.reason;
        throw isTaken ? CodedError.about('slug', 'conflict', 'slug-taken') : failure;
      });
    kick();
  };

  return {
    get: async (by, id) => rowOf(await find(by, id)),

    async list(by, { state, ...query }) {
      const wanted = (await all(by)).filter(
        ({ removedAt }) => (state === 'open') === (removedAt === null),
      );
      const page = pageOf(
        wanted,
        query,
        {
          words: ({ name, slug }) => [name, slug],
          by: {
            name: ({ name }) => name,
            slug: ({ slug }) => slug,
            type: ({ type }) => type,
            mode: ({ mode }) => mode,
          },
        },
        rowsPerPage,
      );
      return { ...page, rows: page.rows.map(rowOf) };
    },

    async choices({ user }) {
      const storageOf = storage.forAccount(user.accountId);
      const [account, workers, companies, hash, portals] = await Promise.all([
        storageOf.account(),
        storageOf.workers(clock.now()),
        storageOf.companies(),
        storageOf.logoHash(),
        storageOf.portals(),
      ]);
      if (!account) throw new CodedError('not-authenticated');
      const { name, colour } = account;
      const [any] = portals;
      const logo = hash && any ? `/api/v1/portals/${any.slug}/logo/${hash}` : null;
      return {
        technicians: workers.map((worker) => ({ id: worker.id, name: worker.name })),
        companies: companies.map((company) => company.name),
        account: { name, colour, logo },
        baseUrl: baseUrl(),
      };
    },

    async save(by, { id, ...form }) {
      const { accountId } = by.user;
      const before = id && (await find(by, id));
      assertMaySet(by, before?.rights ?? {}, form.rights);
      const portal: ManagedPortal = {
        ...form,
        accountId,
        id: id ?? (uuidV4() as PortalId),
        removedAt: before?.removedAt ?? null,
      };
      await write(by, 'portal-changed', portal, before);
      await settle(accountId);
      return rowOf(portal);
    },

    async remove(by, id) {
      const portal = await find(by, id);
      const closed = { ...portal, removedAt: portal.removedAt ?? clock.now() };
      await write(by, 'portal-closed', closed, portal);
    },

    async restore(by, id) {
      const portal = await find(by, id);
      await write(by, 'portal-opened', { ...portal, removedAt: null }, portal);
    },
  };
}
