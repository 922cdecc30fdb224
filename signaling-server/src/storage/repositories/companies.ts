import type { Kysely } from 'kysely';
import { v4 as uuidV4 } from 'uuid';
import { companyKey } from '@beside/shared/domain/company';
import type { AccountId, CompanyId, UserId } from '@beside/shared/domain/ids';
import { companiesOf, type GrantedCompanies } from '@beside/shared/domain/rights';
import type { Company, User } from '../../ports.ts';
import type { Schema } from '../schema.ts';
import { storableText } from './json.ts';
import { prepare } from './prepare.ts';

type Db = Kysely<Schema>;

/** By their names. */
export async function listCompanies(db: Db, accountId: AccountId): Promise<Company[]> {
  const rows = await db
    .selectFrom('companies')
    .select(['id', 'name'])
    .where('account_id', '=', accountId)
    .orderBy('name_key')
    .execute();
  return rows.map(({ id, name }) => ({ id: id as CompanyId, name }));
}

export async function findCompany(
  db: Db,
  accountId: AccountId,
  name: string,
): Promise<CompanyId | undefined> {
  const key = companyKey(storableText(name));
  if (key === '') return undefined;
  const row = await db
    .selectFrom('companies')
    .select('id')
    .where('account_id', '=', accountId)
    .where('name_key', '=', key)
    .executeTakeFirst();
  return row && (row.id as CompanyId);
}

/** The company of that name, made where there is none; of several who ask at once, one makes it. */
export async function ensureCompany(
  db: Db,
  accountId: AccountId,
  name: string,
): Promise<CompanyId | undefined> {
  const known = await findCompany(db, accountId, name);
  if (known || companyKey(name) === '') return known;
  const stored = storableText(name).trim();
  await db
    .insertInto('companies')
    .values({ id: uuidV4(), account_id: accountId, name: stored, name_key: companyKey(stored) })
    .onConflict((conflict) => conflict.columns(['account_id', 'name_key']).doNothing())
    .execute();
  return findCompany(db, accountId, name);
}

interface Whose {
  accountId: AccountId;
  id: UserId;
}

const selectSight = prepare((db, { accountId, id }: Whose) =>
  db
    .selectFrom('users')
    .select(['role', 'all_companies'])
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('disabled_at', 'is', null),
);

const selectGrants = prepare((db, { accountId, id }: Whose) =>
  db
    .selectFrom('company_grants')
    .select('company_id')
    .where('account_id', '=', accountId)
    .where('user_id', '=', id)
    .orderBy('company_id'),
);

/** What a user may see; `undefined` where the account has no such user, or keeps them out. */
export async function findGrants(
  db: Db,
  accountId: AccountId,
  id: UserId,
): Promise<GrantedCompanies | undefined> {
  const [user] = await selectSight(db, { accountId, id });
  if (!user) return undefined;
  const rights = toRights(user);
  if (companiesOf(rights, []) === 'all') return 'all';
  const grants = await selectGrants(db, { accountId, id });
  return companiesOf(
    rights,
    grants.map(({ company_id: company }) => company as CompanyId),
  );
}

/** Everybody's, in one question. */
export async function listGrants(db: Db, accountId: AccountId): Promise<Map<string, CompanyId[]>> {
  const rows = await db
    .selectFrom('company_grants')
    .select(['user_id', 'company_id'])
    .where('account_id', '=', accountId)
    .execute();
  const grants = new Map<string, CompanyId[]>();
  for (const { user_id: user, company_id: company } of rows) {
    grants.set(user, [...(grants.get(user) ?? []), company as CompanyId]);
  }
  return grants;
}

export async function saveGrants(
  db: Db,
  accountId: AccountId,
  id: UserId,
  companies: GrantedCompanies,
): Promise<void> {
  await db
    .updateTable('users')
    .set({ all_companies: companies === 'all' ? 1 : 0 })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute();
  await db
    .deleteFrom('company_grants')
    .where('account_id', '=', accountId)
    .where('user_id', '=', id)
    .execute();
  for (const company of new Set(companies === 'all' ? [] : companies)) {
    await db
      .insertInto('company_grants')
      .values({ account_id: accountId, user_id: id, company_id: company })
      .execute();
  }
}

export function toRights(row: { role: string; all_companies: number }) {
  return { role: row.role as User['role'], allCompanies: row.all_companies !== 0 };
}
