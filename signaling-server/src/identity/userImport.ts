import * as z from 'zod';
import { parseCsv, type CsvRow } from '@beside/shared/domain/csv';
import { maxNameLength } from '@beside/shared/domain/limits';
import { mayManageRole, roles, type Role } from '@beside/shared/domain/rightsTable';
import type { AdminOutput, ParsedAdmin } from '@beside/shared/protocol/admin';
import { maxImportRows, type ImportRow } from '@beside/shared/protocol/admin/users';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Directory } from '../ports.ts';
import type { Note } from './events.ts';
import type { Invitations } from './invitations.ts';
import type { Manager } from './managers.ts';

/** Users from a table: looked at as often as one likes, invited once it is confirmed. */
export type UserImport = (
  by: Manager,
  sent: ParsedAdmin<'users/import'>,
) => Promise<AdminOutput<'users/import'>>;

type Column = 'name' | 'email' | 'role';
/** As spreadsheets head them, in the languages that we speak. */
const headings: Record<string, Column> = {
  ...{ name: 'name', nombre: 'name' },
  ...{ email: 'email', 'e-mail': 'email', correo: 'email' },
  ...{ role: 'role', rolle: 'role', rol: 'role' },
};
const emailSchema = z.email().max(254);

type Place = Partial<Record<Column, number>>;

function placeOf({ cells }: CsvRow): Place {
  const found = cells.map((cell, at) => [headings[cell.toLowerCase()], at] as const);
  return Object.fromEntries(found.filter(([column]) => column !== undefined)) as Place;
}

function read({ line, cells }: CsvRow, place: Place): Omit<ImportRow, 'problem'> {
  const cell = (column: keyof Place): string => cells[place[column] ?? -1] ?? '';
  return {
    line,
    name: cell('name').slice(0, 2 * maxNameLength),
    email: cell('email').slice(0, 300),
    role: cell('role').toLowerCase().slice(0, 40) || 'technician',
  };
}

const isRole = (word: string): word is Role => roles.some((role) => role === word);

interface Parts {
  directory: Directory;
  invitations: Invitations;
  note: Note;
}

export function createUserImport({ directory, invitations, note }: Parts): UserImport {
  const problemOf = async (
    by: Manager,
    { name, email, role }: Omit<ImportRow, 'problem'>,
    earlier: ReadonlySet<string>,
  ): Promise<ImportRow['problem']> => {
    if (name === '' || name.length > maxNameLength) return 'name';
    if (!emailSchema.safeParse(email).success) return 'email';
    if (!isRole(role)) return 'role';
    if (!mayManageRole(by.user.role, role)) return 'not-yours-to-give';
    if (earlier.has(email.toLowerCase())) return 'twice';
    const known = await directory.userByEmail(email);
    return known?.accountId === by.user.accountId ? 'email-taken' : null;
  };

  return async (by, { text, language, confirm }) => {
    const [head, ...body] = parseCsv(text) ?? [];
    const nothing = { rows: [], invited: null };
    if (!head) return { ...nothing, problem: 'no-table' };
    const place = placeOf(head);
    if (place.name === undefined || place.email === undefined) {
      return { ...nothing, problem: 'no-columns' };
    }
    if (body.length === 0) return { ...nothing, problem: 'no-table' };
    if (body.length > maxImportRows) return { ...nothing, problem: 'too-many' };

    const rows: ImportRow[] = [];
    const earlier = new Set<string>();
    for (const line of body) {
      const row = read(line, place);
      const problem =
        line.cells.length > head.cells.length ? 'columns' : await problemOf(by, row, earlier);
      earlier.add(row.email.toLowerCase());
      rows.push({ ...row, problem });
    }
    if (!confirm || rows.some(({ problem }) => problem !== null)) {
      return { rows, problem: null, invited: null };
    }

    const invited: NonNullable<AdminOutput<'users/import'>['invited']> = [];
    for (const { name, email, role } of rows) {
      if (!isRole(role)) continue;
      try {
        const result = await invitations.invite(by.user, { name, email, role, language });
        invited.push({ email, link: 'link' in result ? result.link : null, failed: null });
      } catch (failure) {
        // Somebody else may have been quicker; the others are invited all the same.
        if (!(failure instanceof CodedError) || !failure.reason) throw failure;
        invited.push({ email, link: null, failed: failure.reason });
      }
    }
    const { id: userId, accountId } = by.user;
    note({ what: 'users imported', userId, accountId, count: invited.length });
    return { rows, problem: null, invited };
  };
}
