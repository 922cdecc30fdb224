import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SupportRequest } from '@beside/shared/domain/request';
import { systemClock, type Clock } from '@beside/shared/lib/clock';
import type { Config } from './config/config.ts';
import type { Companies } from './desk/companies.ts';
import type { Settings } from './desk/settings.ts';
import { createDesk } from './desk/desk.ts';
import { createReportSums } from './desk/reportSums.ts';
import { openFiles } from './files/openFiles.ts';
import { technicianViewer } from './desk/actor.ts';
import { rooms, type Caller } from './gateway/caller.ts';
import { createDoorkeeper } from './gateway/doorkeeper.ts';
import { createGatewayServer, openGateway } from './gateway/gateway.ts';
import { createHandlers } from './gateway/handlers/handlers.ts';
import { createOrigins } from './gateway/origins.ts';
import { openCatchUp } from './gateway/nodes/catchUp.ts';
import { createNodeNews } from './gateway/nodes/news.ts';
import { createNodeLife } from './gateway/nodes/nodeLife.ts';
import type { Redis } from './gateway/nodes/openRedis.ts';
import { createTraffic } from './gateway/traffic.ts';
import { createHeartbeat } from './gateway/heartbeat.ts';
import { openHelperGateway } from './gateway/helperGateway.ts';
import { createMeetings } from './gateway/meetings.ts';
import { createPresence } from './gateway/presence.ts';
import { createPublisher } from './gateway/publisher.ts';
import { tellLost } from './gateway/relayNews.ts';
import { createSessionSockets } from './gateway/sessionSockets.ts';
import { createSightRooms } from './gateway/sight.ts';
import { createCookies } from './http/cookies.ts';
import { limitBody, limitIdling, serverTimes, tlsTimes } from './http/serverTimes.ts';
import { createHealth } from './http/health.ts';
import { listen } from './http/listen.ts';
import { createPages } from './http/pages.ts';
import { createRoutes } from './http/routes.ts';
import { createSfuNodesRoute } from './http/sfuNodes.ts';
import { createDemo } from './identity/demo.ts';
import type { Note } from './identity/events.ts';
import { createIdentity } from './identity/identity.ts';
import { openLogKey } from './identity/logKey.ts';
import { createLimits } from './limits/createLimits.ts';
import { createPacedCourier } from './limits/pacedCourier.ts';
import { createProxies } from './limits/proxies.ts';
import { openSfuNodes } from './media/openSfuNodes.ts';
import { noteFiles } from './ops/fileNotes.ts';
import { createCourier } from './notify/courier.ts';
import { createLetters } from './notify/letters.ts';
import { createOpenIdClient } from './openid/createOpenIdClient.ts';
import type { Logger } from './ops/log.ts';
import { addDeskGauges } from './ops/deskGauges.ts';
import { createMetrics } from './ops/metrics.ts';
import { traceCourier } from './ops/tracing/traceCourier.ts';
import type { Tracing } from './ops/tracing/tracing.ts';
import { createHttpServer, createHttpsServer } from './outbound/nodeHttp.ts';
import { isPrivateAddress } from './outbound/privateAddresses.ts';
import type { Publisher } from './ports/publisher.ts';
import { createHelpers } from './session/helpers.ts';
import { createLeaving } from './session/leaving.ts';
import { createPageGone } from './session/pageGone.ts';
import { createPlacement, type LostPlace } from './session/placement.ts';
import { createRelay } from './session/relay.ts';
import { createRelayKeeper } from './session/relayKeeper.ts';
import { createTabs } from './session/tabs.ts';
import { installationSecret } from './storage/installationSecret.ts';
import { openStorage } from './storage/openStorage.ts';

const defaultDistDir = fileURLToPath(new URL('../../client/dist', import.meta.url));

/** A running installation: pages, API, sockets, database and relay. */
export interface Installation {
  /** Where it listens, as a browser on this machine would type it. */
  url: string;
  /** Set when this start made the demo account: its only chance to be printed. */
  demo: { email: string; password: string }[] | undefined;
  /** Where the first account is made, while there is none: its token is nowhere else. */
  setUp: string | undefined;
  relay: { ready: true } | { ready: false; reason: string };
  /** Who may see which company's requests. */
  companies: Companies;
  /** What administrators set for a whole account. */
  settings: Settings;
  /** Does now what is due by the clock, instead of at the next look. */
  tick(): Promise<void>;
  /** Stops taking people in, tells those who are there, and lets go of everything. Idempotent. */
  close(): Promise<void>;
}

interface Options {
  /** Absolute path of the client's build. */
  distDir?: string;
  /** Another clock than the system's, for tests. */
  clock?: Clock;
}

/** How often a node looks for what is due; what it changes itself, it looks after at once. */
const lookEveryMs = 500;
/** How often it looks for days whose sums are to be made anew; until then their sessions are read. */
const sumEveryMs = 60_000;

/** Loaded only where it is used: most installations have one node, and the library is not small. */
async function loadRedis(url: string, channels: string, log: Logger): Promise<Redis> {
  const { openRedis } = await import('./gateway/nodes/openRedis.ts');
  return openRedis(url, channels, log);
}

/** Loaded only where it is used: most installations are not traced. */
async function loadTracing(
  { tracing: settings }: Config,
  node: string,
  log: Logger,
): Promise<Tracing | null> {
  if (!settings) return null;
  const { openTracing } = await import('./ops/tracing/openTracing.ts');
  return openTracing({ ...settings, node, log });
}

/**
 * Builds an installation, wires it and starts it.
 *
 * @throws Error with one plain sentence where the database or the address cannot be had
 */
export async function startInstallation(
  config: Config,
  log: Logger,
  { distDir = defaultDistDir, clock = systemClock }: Options = {},
): Promise<Installation> {
  const metrics = createMetrics();
  const node = randomUUID();
  const tracing = await loadTracing(config, node, log);
  const system = config.databaseUrl ? 'postgresql' : 'sqlite';
  const storage = await openStorage({
    dataDir: config.dataDir,
    log,
    trace: tracing && ((name, work) => tracing.store(system, name, work)),
    exclusive: true,
    ...(config.databaseUrl ? { databaseUrl: config.databaseUrl } : {}),
  });
  addDeskGauges(metrics.registry, storage.deskLoad);
  const files = await openFiles({ dataDir: config.dataDir, ...config.files });
  const linkKey = await installationSecret(config, storage);
  const demo = config.demo.wanted ? await createDemo(storage, config.demo.password) : undefined;
  const { nodes, registry, closeSfu } = await openSfuNodes(config.sfu, {
    ...{ log, clock, registrations: storage.sfuRegistrations },
  });

  let draining = false;
  const httpServer = config.tls
    ? createHttpsServer({
        ...serverTimes,
        ...tlsTimes,
        cert: readFileSync(config.tls.cert),
        key: readFileSync(config.tls.key),
      })
    : createHttpServer({ ...serverTimes });
  limitIdling(httpServer);
  const origins = createOrigins(storage, config.publicUrl);
  // Whoever shares the database has the same key, and with it the same channels.
  const channels = `beside:${createHash('sha256').update(linkKey).digest('hex').slice(0, 16)}`;
  const redis = config.redisUrl ? await loadRedis(config.redisUrl, channels, log) : undefined;
  const { factor } = config.limits;
  const proxies = createProxies(config.limits.proxies);
  const limits = createLimits({
    redis: redis && { client: redis.counting, prefix: channels },
    factor,
    metrics,
  });
  const traffic = createTraffic({ addressOf: proxies.addressOf, factor, metrics });
  const door = createDoorkeeper({ ...proxies, limits, traffic, factor, metrics });
  const server = createGatewayServer(httpServer, origins, door, redis?.adapter);
  const news = createNodeNews(server, redis);
  const onLost = (place: LostPlace): void => {
    log.info({ ...place }, 'relay lost');
    metrics.relayLost.inc();
    tellLost(server, place);
  };
  const placement = createPlacement({
    nodes,
    places: storage.relayPlaces,
    region: config.sfu.region,
    onPlaced: (place) => log.info({ ...place }, 'relay placed'),
    onLost,
  });
  const relay = createRelay(nodes, placement, storage);
  const keeper = createRelayKeeper({
    nodes,
    places: storage.relayPlaces,
    onLost,
    onFailure: (err, what) => log.warn({ err }, what),
  });
  const presence = createPresence(server, {
    storage,
    clock,
    node,
    onFailure: (err) => log.warn({ err }, 'a sign of presence was not given'),
  });
  const onSightFailure = (err: unknown): void =>
    log.warn({ err }, "a page's rights were not looked at again");
  const sight = createSightRooms(server, { storage, presence, news, onFailure: onSightFailure });
  const catchUp = redis && openCatchUp(server, { redis, news, sight, onFailure: onSightFailure });
  const sockets = createPublisher(server, presence, sight);
  let tellHelper = (_request: SupportRequest): void => undefined;
  const publisher: Publisher = {
    ...sockets,
    requestChanged(accountId, request, unseen) {
      sockets.requestChanged(accountId, request, unseen);
      tellHelper(request);
      relay
        .requestChanged(request)
        .catch((err: unknown) =>
          log.warn({ err, requestId: request.id }, 'a relay room stayed behind'),
        );
    },
  };
  let url = '';
  const baseUrl = (): string => config.publicUrl ?? url;
  const { directory } = storage;
  const untraced = await createCourier(config.notify, { directory, clock, baseUrl });
  const courier = createPacedCourier(tracing ? traceCourier(untraced, tracing) : untraced, limits);
  const reportSums = createReportSums({
    storage,
    clock,
    onFailure: (err) => log.warn({ err }, 'the sums of a day are not made yet'),
  });
  const desk = createDesk({
    storage,
    publisher,
    clock,
    files: { ...files, linkKey, onFile: noteFiles(log, metrics) },
    courier,
    countDelivery: (channel, outcome) => metrics.notifications.inc({ channel, outcome }),
    countWait: (waitedMs) => metrics.waited.observe(waitedMs / 1_000),
    beforeDue: async () => {
      await nodeLife.goOn();
      await beat();
    },
    pageGone: (row) => pageGone(row),
    onFailure: (err, row) =>
      log.warn({ err, kind: row?.kind, subject: row?.subject }, 'not done yet'),
  });
  const note: Note = (event) => log.info({ ...event }, 'identity');
  const identity = createIdentity({
    storage,
    clock,
    sockets: createSessionSockets(server, {
      news,
      availability: () => desk.availability,
      onFailure: (err) => log.warn({ err }, 'the pages of a session were not ended'),
    }),
    letters: createLetters(config.notify.mail, baseUrl),
    client: createOpenIdClient(config.singleSignOn.allowPrivate),
    key: linkKey,
    note,
    onFailure: (err) => log.error({ err }, 'a reset was not written'),
    baseUrl,
    allowPrivateProviders: config.singleSignOn.allowPrivate,
  });
  const { sessions } = identity;
  const cookies = createCookies(config.publicUrl?.startsWith('https:') ?? config.tls !== undefined);
  /** Ended elsewhere, or run out: its pages go as well. */
  const endWithSession = async ({ tokenHash }: Caller): Promise<void> => {
    if (await sessions.seen(tokenHash)) return;
    server.in(rooms.session(tokenHash)).emit('socket:closing', { why: 'signed-out' });
    server.in(rooms.session(tokenHash)).disconnectSockets(true);
  };
  const came = async (caller: Caller): Promise<void> => {
    await desk.came(caller.actor, { endpoint: caller.endpoint, node });
    if (caller.actor.party === 'technician') await endWithSession(caller);
  };
  const beat = createHeartbeat(server, {
    ...{ presence: storage.presence, clock, node, came, stays: endWithSession },
  });
  const helpers = createHelpers({ storage, clock }, desk.change, desk.changeBySystem);
  const helperGateway = openHelperGateway(server, {
    ...{ helpers, storage, clock, node, door, log, metrics, tracing },
  });
  tellHelper = helperGateway.requestChanged;
  const pageGone = createPageGone({
    storage,
    relay,
    helpers,
    left: createLeaving(desk.change),
    onFailure: (err) => log.warn({ err }, 'a page that left is still in the relay'),
  });
  const nodeLife = createNodeLife({
    pages: storage.pages,
    clock,
    node,
    own: () => [...presence.own(), ...helperGateway.own()],
    onMoved: (page) => presence.tell(page, page.requestId),
  });
  const tabs = createTabs(storage, desk.change);
  const meetings = createMeetings(server, origins, tabs);
  const gateway = openGateway(server, {
    sessions,
    cookies,
    storage,
    origins,
    nodes,
    presence,
    sight,
    door,
    limits,
    companiesOf: async (actor) =>
      (await technicianViewer(storage.forAccount(actor.accountId), actor)).companies,
    came,
    gone: async ({ actor, endpoint }) => {
      if (actor.party === 'technician')
        await desk.preferences.look(actor, { endpoint, node }, null);
    },
    log,
    metrics,
    tracing,
    handlers: createHandlers(server, {
      ...{ storage, clock, node, desk, presence, relay, helpers, tabs, meetings },
      ...{ turn: config.turn, metrics, tracing },
    }),
  });
  const logKey = await openLogKey(storage.directory);
  const app = createRoutes({
    ...{ storage, clock, log, metrics, tracing, proxies, limits, origins },
    ...{ identity, cookies, desk, publisher, helpers, meetings, note, linkKey, logKey, baseUrl },
    openUploads: files.openUploads,
    health: createHealth({
      ...{ storage, nodes, metrics, draining: () => draining },
      news: () => redis && (redis.isHere ? 'ok' : 'away'),
      metricsToken: config.metricsToken,
      isPrivate: isPrivateAddress,
    }),
    sfuNodes: createSfuNodesRoute(registry),
    pages: createPages(distDir),
  });
  httpServer.on('request', (request, response) => {
    limitBody(request, response);
    // Engine.IO answers its own path on the same server.
    if (!request.url?.startsWith('/socket.io/')) app(request, response);
  });

  const letGo = async (): Promise<void> => {
    catchUp?.close();
    redis?.close();
    await desk.due.close();
    await reportSums.close();
    await desk.files.close();
    files.close();
    await desk.outbox.close();
    courier.close();
    keeper.close();
    await closeSfu();
    // Where that cannot be written, the others notice it by themselves.
    await nodeLife.end().catch((err: unknown) => log.warn({ err }, 'the end was not noted'));
    await storage.close();
    await tracing?.close();
  };
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    draining = true;
    identity.close();
    await gateway.close();
    await letGo();
  };
  try {
    await redis?.tried;
    await nodeLife.begin();
    url = await listen(httpServer, config);
  } catch (failure) {
    await letGo();
    throw failure;
  }
  // Known before it is announced; who is away is tried on.
  await nodes.tried;
  desk.due.start(lookEveryMs);
  desk.outbox.start(lookEveryMs);
  reportSums.start(sumEveryMs);
  const setUp = await identity.setUp.begin();
  return {
    url,
    demo,
    setUp: setUp && `${baseUrl()}${setUp}`,
    relay: nodes.state(),
    companies: desk.companies,
    settings: desk.settings,
    tick: async () => {
      await desk.due.tick();
      await desk.outbox.tick();
    },
    close: () => (closing ??= close()),
  };
}
