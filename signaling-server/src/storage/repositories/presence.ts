import type { Kysely } from 'kysely';
import type { AccountId, UserId } from '@beside/shared/domain/ids';
import type { Presence } from '../../ports.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';

/** Rows of one statement; PostgreSQL takes 65,535 parameters, SQLite 32,766. */
const rowsAtOnce = 500;

export function createPresence(database: Database): Presence {
  return {
    async renew(leases) {
      for (let from = 0; from < leases.length; from += rowsAtOnce) {
        const rows = leases.slice(from, from + rowsAtOnce).map((lease) => ({
          account_id: lease.accountId,
          party: lease.party,
          subject: lease.subject,
          endpoint: lease.endpoint,
          node: lease.node,
          expires_at: lease.expiresAt,
        }));
        await database.run((db) =>
          db
            .insertInto('leases')
            .values(rows)
            .onConflict((conflict) =>
              conflict.columns(['subject', 'endpoint']).doUpdateSet((column) => ({
                node: column.ref('excluded.node'),
                expires_at: column.ref('excluded.expires_at'),
              })),
            )
            .execute(),
        );
      }
    },
    async present(subjects, at) {
      const present = new Set<UserId>();
      for (let from = 0; from < subjects.length; from += rowsAtOnce) {
        const asked = subjects.slice(from, from + rowsAtOnce);
        const rows = await database.run((db) =>
          db
            .selectFrom('leases')
            .select('subject')
            .distinct()
            .where('subject', 'in', asked)
            .where('expires_at', '>', at)
            .execute(),
        );
        for (const { subject } of rows) present.add(subject as UserId);
      }
      return present;
    },
    end: (subject, endpoint) =>
      database.run(async (db) => {
        await db
          .deleteFrom('leases')
          .where('subject', '=', subject)
          .where('endpoint', '=', endpoint)
          .execute();
      }),
    look: ({ subject, endpoint, node }, at) =>
      database.run(async (db) => {
        await db
          .updateTable('leases')
          .set({ looking_at: at })
          .where('subject', '=', subject)
          .where('endpoint', '=', endpoint)
          .where('node', '=', node)
          .execute();
      }),
    forget: (before) =>
      database.run(async (db) => {
        await db.deleteFrom('leases').where('expires_at', '<', before).execute();
      }),
  };
}

export async function findLeasedUntil(
  db: Kysely<Schema>,
  accountId: AccountId,
  subject: string,
): Promise<number> {
  const row = await db
    .selectFrom('leases')
    .select((column) => column.fn.max('expires_at').as('until'))
    .where('account_id', '=', accountId)
    .where('subject', '=', subject)
    .executeTakeFirst();
  // An aggregate over no rows is one row of null.
  return (row?.until as number | null | undefined) ?? 0;
}
