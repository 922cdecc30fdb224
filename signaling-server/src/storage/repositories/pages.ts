import type { Kysely, Selectable } from 'kysely';
import type { AccountId, EndpointId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { ShareAbility } from '@beside/shared/domain/sharing';
import { nameGone, type Page, type Pages } from '../../ports/pages.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { schedule } from './due.ts';
import { prepare } from './prepare.ts';

const selectPages = prepare((db, { requestId }: { requestId: RequestId }) =>
  db
    .selectFrom('pages')
    .selectAll()
    .where('request_id', '=', requestId)
    .orderBy('party')
    .orderBy('endpoint'),
);

export function createPages(database: Database): Pages {
  return {
    enter: (page) =>
      database.run(async (db) => {
        const about = {
          party: page.party,
          user_id: page.userId,
          share: page.share ?? null,
          session: page.session ? 1 : 0,
          node: page.node,
          socket: page.socket,
        };
        await db
          .insertInto('pages')
          .values({
            request_id: page.requestId,
            endpoint: page.endpoint,
            account_id: page.accountId,
            ...about,
          })
          .onConflict((conflict) => conflict.columns(['request_id', 'endpoint']).doUpdateSet(about))
          .execute();
      }),

    leave: ({ requestId, endpoint, socket }, lookAt) =>
      database.transaction(async (db) => {
        const [left] = await db
          .deleteFrom('pages')
          .where('request_id', '=', requestId)
          .where('endpoint', '=', endpoint)
          .where('socket', '=', socket)
          .returningAll()
          .execute();
        if (left && lookAt !== undefined) await lookFor(db, [toPage(left)], lookAt);
        return left !== undefined;
      }),

    remove: (requestId, userId) =>
      database.run(async (db) => {
        const rows = await db
          .deleteFrom('pages')
          .where('request_id', '=', requestId)
          .where('user_id', '=', userId)
          .returningAll()
          .execute();
        return rows.map(toPage);
      }),

    of: (requestId) =>
      database.run(async (db) => {
        const rows = await selectPages(db, { requestId });
        return rows.map(toPage);
      }),

    isHere: (requestId, endpoint) =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('pages')
          .select('endpoint')
          .where('request_id', '=', requestId)
          .where('endpoint', '=', endpoint)
          .executeTakeFirst();
        return row !== undefined;
      }),

    renewNode: (node, now, until) =>
      database.run(async (db) => {
        const living = await db
          .updateTable('nodes')
          .set({ expires_at: until })
          .where('id', '=', node)
          .where('expires_at', '>', now)
          .returning('id')
          .executeTakeFirst();
        if (living) return true;
        await db
          .insertInto('nodes')
          .values({ id: node, expires_at: until })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ expires_at: until }))
          .execute();
        return false;
      }),

    endNode: (node) =>
      database.run(async (db) => {
        await db.deleteFrom('nodes').where('id', '=', node).execute();
      }),

    async takeLost(now, lookAt) {
      // Mostly nothing is lost, and to know it costs no write.
      const any = await database.run((db) =>
        lostPages(db, now).select('endpoint').limit(1).executeTakeFirst(),
      );
      if (!any) return [];
      return database.transaction(async (db) => {
        const rows = await db
          .deleteFrom('pages')
          .where('node', 'not in', (query) =>
            query.selectFrom('nodes').select('id').where('expires_at', '>', now),
          )
          .returningAll()
          .execute();
        const pages = rows.map(toPage);
        await lookFor(db, pages, lookAt);
        await db.deleteFrom('nodes').where('expires_at', '<=', now).execute();
        return pages;
      });
    },
  };
}

const lostPages = (db: Kysely<Schema>, now: number) =>
  db
    .selectFrom('pages')
    .where('node', 'not in', (query) =>
      query.selectFrom('nodes').select('id').where('expires_at', '>', now),
    );

async function lookFor(db: Kysely<Schema>, pages: readonly Page[], at: number): Promise<void> {
  for (const page of pages) await schedule(db, page.accountId, 'page', nameGone(page), at);
}

function toPage(row: Selectable<Schema['pages']>): Page {
  return {
    accountId: row.account_id as AccountId,
    requestId: row.request_id as RequestId,
    endpoint: row.endpoint as EndpointId,
    party: row.party as Page['party'],
    userId: row.user_id as UserId | null,
    ...(row.share !== null && { share: row.share as ShareAbility }),
    ...(row.session === 1 && { session: true as const }),
  };
}
