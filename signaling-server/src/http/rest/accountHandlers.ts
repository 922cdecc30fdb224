import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import type { account } from '@beside/shared/protocol/rest/account';
import { reportListSchema } from '@beside/shared/protocol/admin/reports';
import type { sessions } from '@beside/shared/protocol/rest/sessions';
import { parse } from '../../gateway/bind.ts';
import type { Administration } from '../../identity/administration.ts';
import type { RestHandlers } from './restHandlers.ts';
import { entryView, noteView, portalView, sessionView, userView } from './views.ts';
import { momentOf } from '../../desk/requestFacts.ts';

export interface AccountParts {
  administration: Administration;
  clock: Clock;
  baseUrl: () => string;
}

const dayMs = 24 * 60 * 60_000;
/** What a list of sessions is of where nobody says. */
const usualPeriodMs = 30 * dayMs;

/** What the management centre has, for programs: the same rights, the same rules. */
export function createAccountHandlers({
  administration: ask,
  clock,
  baseUrl,
}: AccountParts): Pick<RestHandlers, keyof typeof account | keyof typeof sessions> {
  const company = async (by: Parameters<RestHandlers['getCompany']>[0]['by'], id: string) => {
    for (let page = 0; ; page += 1) {
      const query = { search: '', sort: 'name' as const, descending: false, page };
      const { rows, total } = await ask['companies/list'](by, query);
      const found = rows.find((one) => one.id === id);
      if (found) return found;
      if (rows.length === 0 || (page + 1) * rows.length >= total) throw new CodedError('not-found');
    }
  };
  const first = { descending: false, sort: 'name' } as const;

  return {
    async listSessions({ by }, { query: { from, to, ...query } }) {
      const until = to === undefined ? clock.now() + dayMs : Date.parse(to);
      const since = from === undefined ? until - usualPeriodMs : Date.parse(from);
      const list = parse(reportListSchema, { ...query, from: since, to: until });
      const { rows, next } = await ask['reports/sessions'](by, list);
      return { items: rows.map(sessionView), next };
    },

    async getSession({ by }, { params }) {
      const { row, details, notes, files, entries, more } = await ask['reports/session'](
        by,
        params,
      );
      const { survey } = details;
      return {
        session: sessionView(row),
        survey: survey ? { ...survey, at: momentOf(survey.at) } : null,
        notes: notes.map(noteView),
        files,
        transcript: transcriptOf(entries, more),
      };
    },

    async getTranscript({ by }, { params: { id }, query: { after } }) {
      const { entries, more } = await ask['reports/entries'](by, { id, after });
      return transcriptOf(entries, more);
    },

    async listPortals({ by }, { query }) {
      const list = await ask['portals/list'](by, { ...first, ...query, state: 'open' });
      return { ...paged(list), items: list.rows.map((row) => portalView(row, baseUrl())) };
    },

    async listTechnicians({ by }) {
      return { items: (await ask['live/get'](by, {})).technicians };
    },

    async listUsers({ by }, { query }) {
      const list = await ask['users/list'](by, { ...first, ...query });
      return { ...paged(list), items: list.rows.map(userView) };
    },
    inviteUser: ({ by }, { body }) => ask['users/invite'](by, body),
    getUser: async ({ by }, { params }) => userView((await ask['users/get'](by, params)).user),
    async changeUser({ by }, { params, body }) {
      const { user } = await ask['users/get'](by, params);
      const { email: _, disabledAt: __, seenAt: ___, ...form } = user;
      const given = Object.entries(body).filter(([, value]) => value !== undefined);
      const changed = { ...form, ...(Object.fromEntries(given) as Partial<typeof form>) };
      return userView((await ask['users/save'](by, changed)).user);
    },
    disableUser: async ({ by }, { params }) =>
      userView((await ask['users/disable'](by, params)).user),
    enableUser: async ({ by }, { params }) =>
      userView((await ask['users/enable'](by, params)).user),

    async listCompanies({ by }, { query }) {
      const list = await ask['companies/list'](by, { ...first, ...query });
      return { ...paged(list), items: list.rows };
    },
    createCompany: async ({ by }, { body }) => (await ask['companies/save'](by, body)).company,
    getCompany: ({ by }, { params }) => company(by, params.id),
    renameCompany: async ({ by }, { params, body }) =>
      (await ask['companies/save'](by, { ...body, ...params })).company,
    removeCompany: async ({ by }, { params }) => ask['companies/remove'](by, params),
  };
}

const paged = ({ total, page }: { total: number; page: number }) => ({ total, page });

function transcriptOf(entries: Parameters<typeof entryView>[0][], more: boolean) {
  const last = entries.at(-1);
  return { items: entries.map(entryView), next: more && last ? String(last.seq) : null };
}
