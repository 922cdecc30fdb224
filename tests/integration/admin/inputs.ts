import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { defaultFields } from '@beside/shared/domain/portal';
import type { AdminInput, AdminName } from '@beside/shared/protocol/admin';

/** Well-formed input for every route of the management centre, about an id of the caller's choice. */
export function adminInputs(id: string): { [K in AdminName]: AdminInput<K> } {
  const name = `Name ${uuidV4()}`;
  // Requests and profiles have ids of one kind alone.
  const ofSeven = id[14] === '7' ? id : uuidV7();
  return {
    'users/list': {},
    'users/get': { id },
    'users/choices': {},
    'users/save': {
      ...{ id, name, role: 'technician', rights: {} },
      ...{ companies: 'all', teams: [], sessionLimit: 3 },
    },
    'users/invite': {
      ...{ name, email: `${uuidV4()}@x.test`, role: 'technician', language: 'en' },
    },
    'users/disable': { id },
    'users/enable': { id },
    'users/import': { text: 'name,email\n', language: 'en', confirm: false },
    'roles/save': { roles: {} },
    'teams/list': {},
    'teams/save': { id, name, rights: {}, members: [] },
    'teams/remove': { id },
    'portals/list': {},
    'portals/get': { id },
    'portals/choices': {},
    'portals/save': {
      ...{ id, name, slug: `p-${uuidV4()}`, greeting: '', type: 'smart-box', mode: 'web' },
      settings: { fields: defaultFields('smart-box'), hours: null, embedOrigins: [] },
      ...{ technicians: [], rights: {} },
    },
    'portals/remove': { id },
    'portals/restore': { id },
    'settings/get': {},
    'settings/save': {
      ...{ name, colour: '#123456', upgradeChat: 'moves' },
      files: { extensions: ['pdf'], maxBytes: 2048 },
      retentionDays: null,
      recordings: { allowed: false, days: null },
    },
    'settings/logo': { data: null },
    'live/get': {},
    'live/join': { requestId: ofSeven },
    'companies/list': {},
    'companies/save': { id, name },
    'companies/remove': { id },
    'replies/list': {},
    'replies/save': { id, shortcut: `s-${uuidV4().slice(0, 8)}`, text: name },
    'replies/remove': { id },
    'profiles/list': {},
    'profiles/rename': { id: ofSeven, name },
    'profiles/remove': { id: ofSeven },
    'keys/list': {},
    'keys/create': { name, scopes: ['requests:read'], days: 1 },
    'keys/revoke': { id },
    'webhooks/list': {},
    'webhooks/get': { id },
    'webhooks/save': {
      ...{ id, name, url: 'https://hooks.test/', events: ['request.created'], enabled: false },
    },
    'webhooks/secret': { id },
    'webhooks/remove': { id },
    'webhooks/test': { id },
    'webhooks/deliveries': { id },
    'webhooks/resend': { id },
    'reports/sessions': { from: 0, to: 1 },
    'reports/summary': { from: 0, to: 1, zone: 'UTC' },
    'reports/groups': { from: 0, to: 1, group: 'portal' },
    'reports/choices': {},
    'reports/session': { id },
    'reports/entries': { id, after: 0 },
    'reports/file': { id, file: id },
    'recordings/open': { id: ofSeven },
    'recordings/download': { id: ofSeven },
    'recordings/remove': { id: ofSeven },
    'audit/list': {},
    'audit/verify': {},
    'customers/find': { of: id },
    'customers/delete': { of: id, again: id },
  };
}
