import type { UserId } from '@beside/shared/domain/ids';
import { languages } from '@beside/shared/i18n/languages';
import type { IdentityStorage } from '../../ports/identity.ts';
import type { Database } from '../database.ts';
import { createFactorStorage } from './factors.ts';
import { createPasskeyStorage } from './passkeys.ts';
import { createPassStorage } from './passes.ts';
import { insertUser, toUser } from './people.ts';
import { createSessionStorage } from './sessions.ts';
import { createSingleSignOnStorage } from './singleSignOn.ts';
import { createTriesStorage } from './tries.ts';

/** How people are known, over all accounts: each question names a user, a token or an account. */
export function createIdentityStorage(database: Database): IdentityStorage {
  const change = (id: UserId, values: { name: string } | { password_hash: string }) =>
    database.run(async (db) => {
      await db.updateTable('users').set(values).where('id', '=', id).execute();
    });
  return {
    ...createSessionStorage(database),
    ...createPassStorage(database),
    ...createFactorStorage(database),
    ...createPasskeyStorage(database),
    ...createTriesStorage(database),
    ...createSingleSignOnStorage(database),

    user: (id) =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('users')
          .selectAll()
          .where('id', '=', id)
          .where('disabled_at', 'is', null)
          .executeTakeFirst();
        return row && { ...toUser(row), passwordHash: row.password_hash };
      }),
    insertUser: (user) => database.run((db) => insertUser(db, user)),
    savePassword: (id, passwordHash) => change(id, { password_hash: passwordHash }),
    saveName: (id, name) => change(id, { name }),
    language: (id) =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('preferences')
          .select('language')
          .where('user_id', '=', id)
          .executeTakeFirst();
        return languages.find((language) => language === row?.language) ?? null;
      }),
  };
}
