import type { Kysely, Selectable } from 'kysely';
import type { AccountId, UserId } from '@beside/shared/domain/ids';
import type { Account, User } from '../../ports.ts';
import type { UserWithPassword } from '../../ports/identity.ts';
import type { Schema } from '../schema.ts';
import { storableText } from './json.ts';

/** Ids and roles come from {@link insertUser} alone, which is handed them typed. */
export function toUser(
  row: Omit<
    Selectable<Schema['users']>,
    'email_key' | 'password_hash' | 'session_limit' | 'all_companies' | 'rights' | 'disabled_at'
  >,
): User {
  const { email, name } = row;
  return {
    id: row.id as UserId,
    accountId: row.account_id as AccountId,
    email,
    name,
    role: row.role as User['role'],
  };
}

export async function insertUser(
  db: Kysely<Schema>,
  { id, accountId, email, name, role, passwordHash }: UserWithPassword,
): Promise<void> {
  await db
    .insertInto('users')
    .values({
      id,
      account_id: accountId,
      email: storableText(email),
      email_key: emailKey(email),
      name: storableText(name),
      role,
      password_hash: passwordHash,
    })
    .execute();
}

/** What two addresses have in common that differ in case alone. */
export function emailKey(email: string): string {
  return storableText(email).toLowerCase();
}

export function toAccount({ id, name, colour }: Selectable<Schema['accounts']>): Account {
  return { id: id as AccountId, name, colour };
}
