import type { AccountId, UserId } from '@beside/shared/domain/ids';
import type { Clock } from '@beside/shared/lib/clock';
import type { AdminName, AdminOutput, ParsedAdmin } from '@beside/shared/protocol/admin';
import type { Technician } from '../desk/actor.ts';
import type { Companies } from '../desk/companies.ts';
import type { Customers } from '../desk/customers.ts';
import type { LiveView } from '../desk/liveView.ts';
import type { ManagedPortals } from '../desk/managedPortals.ts';
import type { Playback } from '../desk/playback.ts';
import type { Profiles } from '../desk/profiles.ts';
import type { Reports } from '../desk/reports.ts';
import type { SharedReplies } from '../desk/sharedReplies.ts';
import type { Webhooks } from '../desk/webhooks.ts';
import type { Storage } from '../ports.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { ApiKeys } from './apiKeys.ts';
import { createAccountSettings } from './accountSettings.ts';
import type { AuditLog } from './auditLog.ts';
import type { Note } from './events.ts';
import type { Identity } from './identity.ts';
import type { Manager } from './managers.ts';
import { createTeams } from './teams.ts';
import { createUserImport } from './userImport.ts';
import { createUsers } from './users.ts';

/** What carries out each route of the management centre; who asks has the right, and the input fits. */
export type Administration = {
  [K in AdminName]: (by: Manager, input: ParsedAdmin<K>) => Promise<AdminOutput<K>>;
};

interface Parts {
  storage: Storage;
  publisher: Publisher;
  clock: Clock;
  identity: Pick<Identity, 'sessions' | 'invitations'>;
  companies: Companies;
  reports: Reports;
  replies: SharedReplies;
  profiles: Profiles;
  keys: ApiKeys;
  webhooks: Webhooks;
  portals: ManagedPortals;
  live: LiveView;
  settle: (accountId: AccountId) => Promise<void>;
  release: (accountId: AccountId, id: UserId) => Promise<void>;
  audit: AuditLog;
  customers: Customers;
  playback: Playback;
  note: Note;
}

export function createAdministration(parts: Parts): Administration {
  const { storage, publisher, clock, identity, companies, portals, live, reports } = parts;
  const { replies, profiles, keys, webhooks, audit, customers, playback, settle, release, note } =
    parts;
  const { sessions, invitations } = identity;
  const { grant } = companies;
  const users = createUsers({ storage, publisher, clock, sessions, note, settle, release, grant });
  const settings = createAccountSettings(storage, clock, note);
  const teams = createTeams({ storage, clock, note, settle });
  const importUsers = createUserImport({ directory: storage.directory, invitations, note });

  return {
    'users/list': users.list,
    'users/get': async (by, { id }) => ({ user: await users.get(by, id) }),
    'users/choices': (by) => users.choices(by),
    'users/save': async (by, form) => ({ user: await users.save(by, form) }),
    'users/invite': async (by, form) => {
      const result = await invitations.invite(by.user, form);
      return { email: form.email, link: 'link' in result ? result.link : null };
    },
    'users/disable': async (by, { id }) => ({ user: await users.disable(by, id) }),
    'users/enable': async (by, { id }) => ({ user: await users.enable(by, id) }),
    'users/import': importUsers,
    'roles/save': async (by, { roles }) => {
      await users.saveRoles(by, roles);
      return {};
    },
    'teams/list': teams.list,
    'teams/save': async (by, form) => ({ team: await teams.save(by, form) }),
    'teams/remove': async (by, { id }) => {
      await teams.remove(by, id);
      return {};
    },
    'portals/list': portals.list,
    'portals/get': async (by, { id }) => ({ portal: await portals.get(by, id) }),
    'portals/choices': (by) => portals.choices(by),
    'portals/save': async (by, form) => ({ portal: await portals.save(by, form) }),
    'portals/remove': async (by, { id }) => {
      await portals.remove(by, id);
      return {};
    },
    'portals/restore': async (by, { id }) => {
      await portals.restore(by, id);
      return {};
    },
    'settings/get': (by) => settings.get(by),
    'settings/save': (by, form) => settings.save(by, form),
    'settings/logo': (by, { data }) => settings.saveLogo(by, data),
    'live/get': (by) => live.get(by),
    'live/join': async (by, { requestId }) => {
      await live.join(by, requestId);
      return {};
    },
    'companies/list': ({ user }, query) => companies.page(user.accountId, query),
    'companies/save': async ({ user }, form) => ({
      company: await companies.save(user, form),
    }),
    'companies/remove': async ({ user }, { id }) => {
      await companies.remove(user, id);
      return {};
    },
    'replies/list': (by, query) => replies.list(actorOf(by), query),
    'replies/save': async (by, form) => ({ reply: await replies.save(actorOf(by), form) }),
    'replies/remove': async (by, { id }) => {
      await replies.remove(actorOf(by), id);
      return {};
    },
    'profiles/list': (by, query) => profiles.page(actorOf(by), query),
    'profiles/rename': async (by, { id, name }) => ({
      profile: await profiles.rename(actorOf(by), id, name),
    }),
    'profiles/remove': async (by, { id }) => {
      await profiles.remove(actorOf(by), id);
      return {};
    },
    'keys/list': keys.list,
    'keys/create': keys.create,
    'keys/revoke': async (by, { id }) => ({ key: await keys.revoke(by, id) }),
    'webhooks/list': webhooks.list,
    'webhooks/get': async (by, { id }) => ({ webhook: await webhooks.get(by, id) }),
    'webhooks/save': webhooks.save,
    'webhooks/secret': async (by, { id }) => ({ secret: await webhooks.renewSecret(by, id) }),
    'webhooks/remove': async (by, { id }) => {
      await webhooks.remove(by, id);
      return {};
    },
    'webhooks/test': async (by, { id }) => {
      await webhooks.test(by, id);
      return {};
    },
    'webhooks/deliveries': webhooks.deliveries,
    'webhooks/resend': async (by, { id }) => {
      await webhooks.resend(by, id);
      return {};
    },
    'reports/sessions': (by, query) => reports.sessions(actorOf(by), query),
    'reports/summary': (by, query) => reports.summary(actorOf(by), query),
    'reports/groups': async (by, { group, ...filter }) => ({
      groups: await reports.by(actorOf(by), group, filter),
    }),
    'reports/choices': (by) => reports.choices(actorOf(by)),
    'reports/session': (by, { id }) => reports.session(actorOf(by), id),
    'reports/entries': (by, { id, after }) => reports.entries(actorOf(by), id, after),
    'recordings/open': (by, { id }) => playback.open(actorOf(by), id),
    'recordings/download': (by, { id }) => playback.download(actorOf(by), id),
    'recordings/remove': async (by, { id }) => {
      await playback.remove(actorOf(by), id);
      return {};
    },
    'customers/find': ({ user }, { of }) => customers.find(user.accountId, of),
    'customers/delete': ({ user }, { of }) => customers.erase(user.accountId, user, of),
    'audit/list': audit.list,
    'audit/verify': async ({ user }) => {
      const verdict = await audit.verify(user.accountId);
      return verdict.ok ? { ok: true, rows: verdict.rows, hash: verdict.hash } : verdict;
    },
    'reports/file': (by, { id, file }) => reports.fileLink(actorOf(by), id, file),
  };
}

function actorOf({ user }: Manager): Technician {
  return { party: 'technician', accountId: user.accountId, user };
}
