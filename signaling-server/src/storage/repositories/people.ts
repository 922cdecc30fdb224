import type { Selectable } from 'kysely';
import type { AccountId, UserId } from '@beside/shared/domain/ids';
import type { Account, User } from '../../ports.ts';
import type { Schema } from '../schema.ts';

/** Ids and roles come from {@link Directory.createAccount} alone, which is handed them typed. */
export function toUser(
  row: Omit<
    Selectable<Schema['users']>,
    'email_key' | 'password_hash' | 'session_limit' | 'all_companies'
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

export function toAccount({ id, name, colour }: Selectable<Schema['accounts']>): Account {
  return { id: id as AccountId, name, colour };
}
