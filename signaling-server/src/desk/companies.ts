import type { AccountId, CompanyId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { GrantedCompanies } from '@beside/shared/domain/rights';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Company, Publisher, Storage } from '../ports.ts';
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
  grant(accountId: AccountId, userId: UserId, companies: GrantedCompanies): Promise<void>;
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

    async grant(accountId, userId, companies) {
      const account = storage.forAccount(accountId);
      if (!(await account.user(userId))) throw new CodedError('not-found');
      await account.transaction(async (transaction) => {
        await transaction.lockLines();
        await transaction.saveGrants(userId, companies);
        // The lines are looked at again: somebody may be able to serve them now.
        await transaction.schedule('route', accountId, clock.now());
      });
      await publisher.sightChanged(accountId, userId);
      kick();
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
