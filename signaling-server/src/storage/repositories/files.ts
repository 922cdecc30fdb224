import type { Kysely, Selectable } from 'kysely';
import type { AccountId, FileId, MessageId, RequestId, UserId } from '@beside/shared/domain/ids';
import { defaultFileRules, fileRulesSchema, type FileRules } from '@beside/shared/domain/fileRules';
import { chatFileSchema } from '@beside/shared/domain/request';
import { CodedError, errorReasons } from '@beside/shared/protocol/errors';
import { fileStates, type FileMaker, type StoredFile } from '../../ports/files.ts';
import type { Schema } from '../schema.ts';
import { parseJson, readStored, storableText } from './json.ts';

type Db = Kysely<Schema>;

export async function findFileRules(db: Db, accountId: AccountId): Promise<FileRules> {
  const row = await db
    .selectFrom('accounts')
    .select('file_rules')
    .where('id', '=', accountId)
    .executeTakeFirst();
  const stored = row?.file_rules ?? null;
  return stored === null ? defaultFileRules : readStored(fileRulesSchema, parseJson(stored));
}

export async function insertFile(db: Db, accountId: AccountId, file: StoredFile): Promise<void> {
  const { id, requestId, createdAt, maker } = file;
  await db
    .insertInto('files')
    .columns([
      ...(['id', 'account_id', 'request_id', 'entry_id', 'party', 'user_id', 'name'] as const),
      ...(['size', 'state', 'reason', 'type', 'picture', 'created_at'] as const),
    ])
    .values({
      id,
      account_id: accountId,
      request_id: requestId,
      entry_id: file.entryId,
      party: maker.party,
      user_id: maker.id,
      name: storableText(file.name),
      size: file.size,
      created_at: createdAt,
      ...toColumns(file),
    })
    .execute();
}

export async function saveFile(db: Db, accountId: AccountId, file: StoredFile): Promise<void> {
  await db
    .updateTable('files')
    .set(toColumns(file))
    .where('account_id', '=', accountId)
    .where('id', '=', file.id)
    .execute();
}

export async function deleteFile(db: Db, accountId: AccountId, id: FileId): Promise<void> {
  await db.deleteFrom('files').where('account_id', '=', accountId).where('id', '=', id).execute();
}

export async function findFile(
  db: Db,
  accountId: AccountId,
  id: FileId,
): Promise<StoredFile | undefined> {
  const row = await selectFiles(db, accountId).where('id', '=', id).executeTakeFirst();
  return row && toFile(row);
}

export async function lockFile(
  db: Db,
  accountId: AccountId,
  id: FileId,
): Promise<StoredFile | undefined> {
  const row = await selectFiles(db, accountId).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && toFile(row);
}

/** The uploads that a page made under this id of an entry, the newest first. */
export async function listUploads(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  entryId: MessageId,
): Promise<StoredFile[]> {
  const rows = await selectFiles(db, accountId)
    .where('request_id', '=', requestId)
    .where('entry_id', '=', entryId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toFile);
}

/** What one person has begun in a request and is neither stored nor refused yet. */
/** All of a request, whatever their state, oldest first. */
export async function listFiles(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
): Promise<StoredFile[]> {
  const rows = await selectFiles(db, accountId)
    .where('request_id', '=', requestId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toFile);
}

export async function countUnfinished(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  maker: FileMaker,
): Promise<{ count: number; bytes: number }> {
  const rows = await selectFiles(db, accountId)
    .where('request_id', '=', requestId)
    .where('party', '=', maker.party)
    .where('state', 'in', ['uploading', 'checking'])
    .execute();
  const theirs = rows.filter((row) => row.user_id === maker.id);
  return { count: theirs.length, bytes: theirs.reduce((sum, { size }) => sum + size, 0) };
}

function selectFiles(db: Db, accountId: AccountId) {
  return db.selectFrom('files').selectAll().where('account_id', '=', accountId);
}

function toColumns({ state, reason, type, picture }: StoredFile) {
  return { state, reason, type, picture: picture && JSON.stringify(picture) };
}

function toFile(row: Selectable<Schema['files']>): StoredFile {
  const state = fileStates.find((known) => known === row.state);
  if (!state) throw new CodedError('internal');
  return {
    id: row.id as FileId,
    requestId: row.request_id as RequestId,
    entryId: row.entry_id as MessageId,
    maker:
      row.party === 'technician'
        ? { party: 'technician', id: row.user_id as UserId }
        : { party: 'customer', id: null },
    name: row.name,
    size: row.size,
    state,
    reason: errorReasons.find((known) => known === row.reason) ?? null,
    type: row.type,
    picture: readStored(
      chatFileSchema.shape.picture,
      row.picture === null ? null : parseJson(row.picture),
    ),
    createdAt: row.created_at,
  };
}
