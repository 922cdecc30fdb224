import type { Kysely } from 'kysely';
import { companyKey } from '@beside/shared/domain/company';
import type { AccountId, CompanyId } from '@beside/shared/domain/ids';
import type { ManagedCompany } from '../../ports/admin.ts';
import type { Schema } from '../schema.ts';
import { listCompanies } from './companies.ts';
import { storableText } from './json.ts';

type Db = Kysely<Schema>;

/** By their names, with how much hangs on each. */
export async function listManagedCompanies(
  db: Db,
  accountId: AccountId,
): Promise<ManagedCompany[]> {
  const counted = async (table: 'requests' | 'company_grants') => {
    const rows = await db
      .selectFrom(table)
      .select('company_id')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('account_id', '=', accountId)
      .where('company_id', 'is not', null)
      .groupBy('company_id')
      .execute();
    return new Map(rows.map((row) => [row.company_id, Number(row.count)]));
  };
  const companies = await listCompanies(db, accountId);
  const [requests, users] = [await counted('requests'), await counted('company_grants')];
  return companies.map((company) => ({
    ...company,
    requests: requests.get(company.id) ?? 0,
    users: users.get(company.id) ?? 0,
  }));
}

/** @returns whether there is one */
export async function renameCompany(
  db: Db,
  accountId: AccountId,
  id: CompanyId,
  name: string,
): Promise<boolean> {
  const stored = storableText(name).trim();
  const row = await db
    .updateTable('companies')
    .set({ name: stored, name_key: companyKey(stored) })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** With what was granted of it. @returns whether there was one */
export async function removeCompany(db: Db, accountId: AccountId, id: CompanyId): Promise<boolean> {
  const row = await db
    .deleteFrom('companies')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
