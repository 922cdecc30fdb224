import type { Entry } from '@beside/shared/domain/request';
import type { ReportRow } from '@beside/shared/protocol/admin/reports';
import type { PortalRow } from '@beside/shared/protocol/admin/portals';
import type { ManagedUserView } from '@beside/shared/protocol/admin/users';
import type { AccessCode } from '@beside/shared/protocol/contract/codes';
import type { Note } from '@beside/shared/protocol/contract/notes';
import type { RestOutput } from '@beside/shared/protocol/rest';
import { momentOf } from '../../desk/requestFacts.ts';

type ItemOf<T extends { items: unknown[] }> = T['items'][number];

const maybeMoment = (at: number | null): string | null => (at === null ? null : momentOf(at));

export function noteView(note: Note): RestOutput<'addNote'> {
  const { id, author, text, createdAt, editedAt } = note;
  return { id, author, text, createdAt: momentOf(createdAt), editedAt: maybeMoment(editedAt) };
}

export function codeView({ joined, ...code }: AccessCode): RestOutput<'createCode'> {
  return {
    ...{ id: code.id, state: code.state, digits: code.digits },
    createdAt: momentOf(code.createdAt),
    expiresAt: momentOf(code.expiresAt),
    request: joined?.requestId ?? null,
  };
}

export function sessionView(row: ReportRow): RestOutput<'getSession'>['session'] {
  return { ...row, createdAt: momentOf(row.createdAt) };
}

export function entryView(entry: Entry): ItemOf<RestOutput<'getTranscript'>> {
  return { ...entry, at: momentOf(entry.at) };
}

export function userView(user: ManagedUserView): RestOutput<'getUser'> {
  const { disabledAt, seenAt } = user;
  return { ...user, disabledAt: maybeMoment(disabledAt), seenAt: maybeMoment(seenAt) };
}

export function portalView(portal: PortalRow, baseUrl: string): ItemOf<RestOutput<'listPortals'>> {
  const { id, slug, name, greeting, type, mode, settings } = portal;
  const url = `${baseUrl}/p/${slug}`;
  return { id, slug, name, greeting, type, mode, fields: settings.fields, url };
}
