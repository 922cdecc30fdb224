import type { Kysely } from 'kysely';
import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import { noteSchema, type Note } from '@beside/shared/protocol/contract/notes';
import type { Schema } from '../schema.ts';
import { readStored, storableText } from './json.ts';

type Db = Kysely<Schema>;

/** Oldest first. */
export async function listNotes(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  limit: number,
): Promise<Note[]> {
  const rows = await selectNotes(db, accountId)
    .where('notes.request_id', '=', requestId)
    .orderBy('notes.created_at')
    .orderBy('notes.id')
    .limit(limit)
    .execute();
  return rows.map(toNote);
}

/** Of whichever request of the account. */
export async function findNote(
  db: Db,
  accountId: AccountId,
  id: string,
): Promise<Note | undefined> {
  const row = await selectNotes(db, accountId).where('notes.id', '=', id).executeTakeFirst();
  return row && toNote(row);
}

export async function saveNote(db: Db, note: Note): Promise<void> {
  const text = storableText(note.text);
  await db
    .insertInto('notes')
    .values({
      id: note.id,
      request_id: note.requestId,
      author_id: note.author.id,
      text,
      created_at: note.createdAt,
      edited_at: note.editedAt,
    })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ text, edited_at: note.editedAt })
        .where('notes.request_id', '=', note.requestId),
    )
    .execute();
}

export async function deleteNote(db: Db, { requestId, id }: Note): Promise<void> {
  await db.deleteFrom('notes').where('request_id', '=', requestId).where('id', '=', id).execute();
}

function selectNotes(db: Db, accountId: AccountId) {
  return db
    .selectFrom('notes')
    .innerJoin('requests', 'requests.id', 'notes.request_id')
    .innerJoin('users', 'users.id', 'notes.author_id')
    .selectAll('notes')
    .select('users.name as author_name')
    .where('requests.account_id', '=', accountId);
}

type NoteRow = Awaited<ReturnType<ReturnType<typeof selectNotes>['executeTakeFirstOrThrow']>>;

function toNote(row: NoteRow): Note {
  return readStored(noteSchema, {
    requestId: row.request_id,
    id: row.id,
    author: { id: row.author_id, name: row.author_name },
    text: row.text,
    createdAt: row.created_at,
    editedAt: row.edited_at,
  });
}
