import type { Kysely, Selectable } from 'kysely';
import type { AccountId, PortalId, UserId } from '@beside/shared/domain/ids';
import {
  defaultFields,
  portalModes,
  portalSettingsSchema,
  portalTypes,
  type PortalType,
} from '@beside/shared/domain/portal';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Portal } from '../../ports.ts';
import type { Schema } from '../schema.ts';
import { parseJson, readStored, storableText } from './json.ts';

type Db = Kysely<Schema>;

export async function findPortalBySlug(db: Db, slug: string): Promise<Portal | undefined> {
  const row = await db
    .selectFrom('portals')
    .selectAll()
    .where('slug', '=', storableText(slug))
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const listed = await listTechnicians(db, row.account_id as AccountId, row.id);
  return toPortal(row, listed);
}

/** In the order of their names, which people see them in. */
export async function listPortals(db: Db, accountId: AccountId): Promise<Portal[]> {
  const rows = await db
    .selectFrom('portals')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
  const listed = await listTechnicians(db, accountId);
  return rows.map((row) => toPortal(row, listed));
}

/** Of every account, each once. */
export async function listEmbedOrigins(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('portals')
    .select(['settings', 'type'])
    .where('settings', 'is not', null)
    .where('removed_at', 'is', null)
    .execute();
  const lists = rows.map(({ settings, type }) => settingsOf(settings, known(portalTypes, type)));
  return [...new Set(lists.flatMap(({ embedOrigins }) => embedOrigins))];
}

export async function insertPortal(db: Db, portal: Portal): Promise<void> {
  const { id, accountId, slug, name, greeting, type, mode, settings, technicians } = portal;
  await db
    .insertInto('portals')
    .values({
      id,
      account_id: accountId,
      slug,
      name,
      greeting,
      type,
      mode,
      settings: JSON.stringify(settings),
    })
    .execute();
  for (const technician of technicians) {
    await db
      .insertInto('portal_technicians')
      .values({ account_id: accountId, portal_id: id, user_id: technician })
      .execute();
  }
}

interface Listed {
  portal_id: string;
  user_id: string;
}

export function listTechnicians(
  db: Db,
  accountId: AccountId,
  portalId?: string,
): Promise<Listed[]> {
  const query = db
    .selectFrom('portal_technicians')
    .select(['portal_id', 'user_id'])
    .where('account_id', '=', accountId)
    .orderBy('user_id');
  return (portalId === undefined ? query : query.where('portal_id', '=', portalId)).execute();
}

export function toPortal(row: Selectable<Schema['portals']>, listed: Listed[]): Portal {
  const type = known(portalTypes, row.type);
  return {
    id: row.id as PortalId,
    accountId: row.account_id as AccountId,
    slug: row.slug,
    name: row.name,
    greeting: row.greeting,
    type,
    mode: known(portalModes, row.mode),
    settings: settingsOf(row.settings, type),
    technicians: listed
      .filter(({ portal_id: portalId }) => portalId === row.id)
      .map(({ user_id: userId }) => userId as UserId),
  };
}

function settingsOf(stored: string | null, type: PortalType): Portal['settings'] {
  return stored === null
    ? { fields: defaultFields(type), hours: null, embedOrigins: [] }
    : readStored(portalSettingsSchema, parseJson(stored));
}

function known<T extends string>(words: readonly T[], stored: string): T {
  const word = words.find((candidate) => candidate === stored);
  if (word === undefined) throw new CodedError('internal');
  return word;
}
