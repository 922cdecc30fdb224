import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AccountId, CompanyId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { TestInstallation } from './testInstallation.ts';

/** Who sees which company, as the management centre sets it. */
export interface TestCompanies {
  add(name: string): Promise<CompanyId>;
  grant(email: string, companies: 'all' | CompanyId[]): Promise<void>;
  move(requestId: RequestId, companyId: CompanyId | null): Promise<void>;
}

export function companiesIn({ dataDir, companies }: TestInstallation): TestCompanies {
  const database = new DatabaseSync(join(dataDir, 'beside.sqlite'), { readOnly: true });
  const people = database.prepare('select id, account_id, email from users').all();
  database.close();
  const accountId = people[0]?.['account_id'] as AccountId;
  return {
    add: async (name) => (await companies.add(accountId, name)).id,
    async grant(email, granted) {
      const user = people.find((one) => one['email'] === email)?.['id'] as UserId;
      await companies.grant(accountId, user, granted);
    },
    async move(requestId, companyId) {
      await companies.move(accountId, requestId, companyId);
    },
  };
}
