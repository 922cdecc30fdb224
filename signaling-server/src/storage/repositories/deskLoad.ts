import type { DeskLoad } from '../../ports/deskLoad.ts';
import type { Database } from '../database.ts';

const phases = ['waiting', 'offered', 'assigned', 'active'] as const;

/** By the index of accounts and phases: cheap, however many requests are over. */
export function createDeskLoad(database: Database): DeskLoad {
  return {
    read: () =>
      database.run(async (db) => {
        const rows = await db
          .selectFrom('requests')
          .select(['phase', (has) => has.fn.countAll<number | string>().as('count')])
          .select((has) => has.fn.min('queued_at').as('since'))
          .where('account_id', 'in', (accounts) => accounts.selectFrom('accounts').select('id'))
          .where('phase', 'in', phases)
          .groupBy('phase')
          .execute();
        return phases.map((phase) => {
          const row = rows.find((one) => one.phase === phase);
          return { phase, count: Number(row?.count ?? 0), since: row?.since ?? null };
        });
      }),
  };
}
