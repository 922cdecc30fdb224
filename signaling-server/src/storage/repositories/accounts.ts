import type { AccountId } from '@beside/shared/domain/ids';
import type { AccountStorage } from '../../ports.ts';
import type { Database } from '../database.ts';
import { createAccountStorage } from './accountStorage.ts';

/** So many are remembered; another is made anew. */
const maxAccounts = 1_000;

/** Storage of each account, made once: it is large, and every message asks for it. */
export function createAccounts(database: Database): (id: AccountId) => AccountStorage {
  const known = new Map<AccountId, AccountStorage>();
  return (id) => {
    const before = known.get(id);
    if (before) return before;
    if (known.size >= maxAccounts) known.clear();
    const storage = createAccountStorage(database, id);
    known.set(id, storage);
    return storage;
  };
}
