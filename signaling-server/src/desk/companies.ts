import type { AccountId, CompanyId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { GrantedCompanies } from '@beside/shared/domain/rights';
import { pageOf } from '@beside/shared/domain/lists';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import type { AdminOutput, ParsedAdmin } from '@beside/shared/protocol/admin';
import { rowsPerPage } from '@beside/shared/protocol/admin/parts';
import { auditOf } from '../identity/auditTable.ts';
import type { Company, Storage, User } from '../ports.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { ManagedCompany } from '../ports/admin.ts';
import type { SystemChanger } from './change.ts';

/** The companies of an account, and who may see which (rule T12). */
export interface Companies {
  list(accountId: AccountId): Promise<Company[]>;
  /** The company of that name, made where there is none. @throws CodedError('bad-request') */
  add(accountId: AccountId, name: string): Promise<Company>;
  /**
   * Grants a user these companies and no others. Whoever has the console open sees, and stops
   * seeing, at once.
   *
   * @throws CodedError('not-found') where the account has no such user or company
   */
  grant(
    accountId: AccountId,
    userId: UserId,
    companies: GrantedCompanies,
    by?: User,
  ): Promise<void>;
  page(
    accountId: AccountId,
    query: ParsedAdmin<'companies/list'>,
  ): Promise<AdminOutput<'companies/list'>>;
  /** Adds one, or gives it another name. @throws CodedError 'not-found', 'conflict' / 'name-taken' */
  save(by: User, form: ParsedAdmin<'companies/save'>): Promise<ManagedCompany>;
  /** @throws CodedError 'not-found', 'conflict' / 'in-use' where requests belong to it */
  remove(by: User, id: CompanyId): Promise<void>;
  /** Has a request belong to another company, or to none. @throws CodedError('not-found') */
  move(
    accountId: AccountId,
    requestId: RequestId,
    companyId: CompanyId | null,
  ): Promise<SupportRequest>;
}

interface Parts {
  storage: Storage;
  publisher: Publisher;
  clock: Clock;
  changeBySystem: SystemChanger;
  /** Something may have fallen due. */
  kick: () => void;
}

export function createCompanies(parts: Parts): Companies {
  const { storage, publisher, clock, changeBySystem, kick } = parts;
  const list = (accountId: AccountId) => storage.forAccount(accountId).companies();
  return {
    list,

    async add(accountId, name) {
      const id = await storage
        .forAccount(accountId)
        .transaction((transaction) => transaction.ensureCompany(name));
      const company = (await list(accountId)).find((one) => one.id === id);
      if (!company) throw CodedError.wrongField('name');
      return company;
    },

    async grant(accountId, userId, companies, by) {
      const account = storage.forAccount(accountId);
      if (!(await account.user(userId))) throw new CodedError('not-found');
      await account.transaction(async (transaction) => {
        await transaction.lockLines();
        await transaction.saveGrants(userId, companies);
        // The lines are looked at again: somebody may be able to serve them now.
        await transaction.schedule('route', accountId, clock.now());
        const subject = { kind: 'user', id: userId } as const;
        const detail = { companies: companies === 'all' ? 'all' : [...companies] };
        await transaction.audit(auditOf(clock, by ?? null, 'companies-granted', subject, detail));
      });
      await publisher.sightChanged(accountId, userId);
      kick();
    },

    async page(accountId, query) {
      const all = await storage.forAccount(accountId).admin.companies();
      return pageOf(
        all,
        query,
        {
          words: ({ name }) => [name],
          by: {
            name: ({ name }) => name,
            requests: ({ requests }) => requests,
            users: ({ users }) => users,
          },
        },
        rowsPerPage,
      );
    },

    async save(by, { id: known, name }) {
      const { accountId } = by;
      const account = storage.forAccount(accountId);
      const id = await account.transaction(async (transaction) => {
        const namesake = await transaction.companyNamed(name);
        if (namesake !== undefined && namesake !== known) {
          throw CodedError.about('name', 'conflict', 'name-taken');
        }
        const isThere = known && (await transaction.admin.renameCompany(known, name));
        if (known && !isThere) return undefined;
        const saved = known ?? (await transaction.ensureCompany(name));
        if (saved) {
          const subject = { kind: 'company', id: saved } as const;
          await transaction.audit(auditOf(clock, by, 'company-changed', subject));
        }
        return saved;
      });
      const company = (await account.admin.companies()).find((one) => one.id === id);
      if (!company) throw new CodedError('not-found');
      return company;
    },

    async remove(by, id) {
      const { accountId } = by;
      const account = storage.forAccount(accountId);
      const company = (await account.admin.companies()).find((one) => one.id === id);
      if (!company) throw new CodedError('not-found');
      // Found too late, a request that has just come holds it as well.
      const inUse = new CodedError('conflict', 'in-use');
      if (company.requests > 0) throw inUse;
      const all = await account.workers(clock.now());
      await account
        .transaction(async (transaction) => {
          await transaction.admin.removeCompany(id);
          const subject = { kind: 'company', id } as const;
          await transaction.audit(auditOf(clock, by, 'company-removed', subject));
        })
        .catch((failure: unknown) => {
          throw failure instanceof CodedError && failure.code === 'not-found' ? inUse : failure;
        });
      for (const worker of all) {
        if (worker.companies !== 'all' && worker.companies.includes(id)) {
          await publisher.sightChanged(accountId, worker.id);
        }
      }
    },

    async move(accountId, requestId, companyId) {
      const known =
        companyId === null || (await list(accountId)).some(({ id }) => id === companyId);
      if (!known) throw new CodedError('not-found');
      return changeBySystem(accountId, requestId, ({ request }) =>
        (request.companyId ?? null) === companyId
          ? undefined
          : { request: { companyId }, events: [] },
      );
    },
  };
}
