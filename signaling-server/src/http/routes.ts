import type { DataStore } from '@tus/server';
import type { Express, RequestHandler } from 'express';
import type { Clock } from '@beside/shared/lib/clock';
import type { Desk } from '../desk/desk.ts';
import { createLiveView } from '../desk/liveView.ts';
import { createManagedPortals } from '../desk/managedPortals.ts';
import { createReports } from '../desk/reports.ts';
import { createSessionLogs } from '../desk/sessionLogs.ts';
import { createSharedReplies } from '../desk/sharedReplies.ts';
import { createWebhooks } from '../desk/webhooks.ts';
import type { Meetings } from '../gateway/meetings.ts';
import type { Origins } from '../gateway/origins.ts';
import { createAdministration } from '../identity/administration.ts';
import { createApiKeys } from '../identity/apiKeys.ts';
import { createAuditLog } from '../identity/auditLog.ts';
import type { Note } from '../identity/events.ts';
import type { Identity } from '../identity/identity.ts';
import type { LogKey } from '../identity/logKey.ts';
import type { Limits } from '../limits/createLimits.ts';
import type { Proxies } from '../limits/proxies.ts';
import type { Logger } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Tracing } from '../ops/tracing/tracing.ts';
import type { Storage } from '../ports.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { Helpers } from '../session/helpers.ts';
import { createSettle } from '../session/settling.ts';
import { createAccountApi } from './accountApi.ts';
import { createActorOf } from './actorOf.ts';
import { createAdminApi } from './adminApi.ts';
import { createApi } from './api.ts';
import { createApp } from './app.ts';
import { createAuditApi } from './auditApi.ts';
import type { Cookies } from './cookies.ts';
import { createDownloadRoutes } from './downloads.ts';
import { createForeignPages, createHomeOnly } from './foreignPages.ts';
import { createLinksApi } from './linksApi.ts';
import { createLogsApi } from './logsApi.ts';
import { createProfileRoutes } from './profiles.ts';
import { createPlaybackRoutes, createRecordingRoutes } from './recordingsApi.ts';
import { createReportsApi } from './reportsApi.ts';
import { createAccountHandlers } from './rest/accountHandlers.ts';
import { createReference } from './rest/reference.ts';
import { createRequestHandlers } from './rest/requestHandlers.ts';
import { createRestApi } from './rest/restApi.ts';
import { createSignInApi } from './signInApi.ts';
import { createTabsApi } from './tabsApi.ts';
import { createUploadRoutes } from './uploads.ts';

interface Parts {
  storage: Storage;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  tracing: Tracing | null;
  proxies: Proxies;
  limits: Limits;
  origins: Origins;
  identity: Identity;
  cookies: Cookies;
  desk: Desk;
  publisher: Publisher;
  helpers: Helpers;
  meetings: Meetings;
  openUploads: () => Promise<DataStore>;
  note: Note;
  /** What the links to files and pages are sealed with. */
  linkKey: string;
  logKey: LogKey;
  /** Where people reach this installation, without a slash at its end. */
  baseUrl: () => string;
  health: RequestHandler;
  sfuNodes: RequestHandler;
  pages: RequestHandler;
}

/** All that answers over HTTP, and what only that asks for. */
export function createRoutes(parts: Parts): Express {
  const { storage, clock, log, metrics, tracing, proxies, limits, origins, identity } = parts;
  const { cookies, desk, publisher, helpers, meetings, note, linkKey, logKey, baseUrl } = parts;
  const { health, sfuNodes, pages } = parts;
  const { portals, codes, playback, customers, recordings, profiles } = desk;
  const { uploads, downloads } = desk.files;
  const { sessions } = identity;
  const reports = createReports({ storage, clock, downloads, playback });
  const settle = createSettle(storage, desk.changeBySystem);
  const keys = createApiKeys({ storage, clock, note });
  const audit = createAuditLog({ storage, clock, logKey });
  const administration = createAdministration({
    ...{ storage, publisher, clock, identity, reports, profiles, keys, settle, audit },
    ...{ customers, playback, note, companies: desk.companies, release: desk.release },
    replies: createSharedReplies(storage, desk.replies),
    webhooks: createWebhooks({ storage, clock, note, onWritten: () => desk.outbox.kick() }),
    live: createLiveView({ storage, clock, team: desk.team }),
    portals: createManagedPortals({
      ...{ storage, clock, baseUrl, settle },
      kick: () => desk.due.kick(),
    }),
  });
  const actorOf = createActorOf({ sessions, cookies, directory: storage.directory, origins });
  const sessionLogs = createSessionLogs({ storage, clock, logKey });
  return createApp({
    ...{ log, metrics, tracing, proxies, limits, health, sfuNodes, pages },
    foreignPages: createForeignPages(origins),
    homeOnly: createHomeOnly(origins),
    api: [
      createApi({ intake: desk.intake, portals, codes, helpers, limits }),
      createTabsApi({ meetings, origins, limits }),
      createSignInApi({ identity, storage, cookies, baseUrl }),
      createLinksApi({ identity, storage, cookies, limits }),
      createLogsApi({ sessionLogs, publicKey: logKey.publicKey, actorOf, limits }),
      createAccountApi({ identity, cookies }),
    ],
    admin: [
      createReportsApi({ reports, actorOf, limits }),
      createPlaybackRoutes(playback, actorOf, limits),
      createAuditApi({ audit, customers, storage, actorOf, limits }),
      createAdminApi({ administration, storage, sessions, cookies, limits }),
    ],
    files: [
      createUploadRoutes({
        ...{ uploads, actorOf, limits, log, metrics },
        openStore: parts.openUploads,
      }),
      createRecordingRoutes(recordings, actorOf, limits),
      createDownloadRoutes(downloads, limits, metrics),
      createProfileRoutes(profiles, actorOf),
    ],
    rest: createRestApi({
      ...{ keys, limits, log, metrics },
      handlers: {
        ...createRequestHandlers({ ...desk, storage, key: linkKey, baseUrl }),
        ...createAccountHandlers({ administration, clock, baseUrl }),
      },
    }),
    reference: createReference(baseUrl),
  });
}
