import type { Clock } from '@beside/shared/lib/clock';
import type { OutboundChannel } from '@beside/shared/domain/channels';
import { facesOf } from '@beside/shared/domain/team';
import type { Storage, StoredRequest } from '../ports.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { Courier } from '../ports/notices.ts';
import type { DueRow } from '../ports/due.ts';
import type { Actor } from './actor.ts';
import { createAlerts } from './alerts.ts';
import { createAvailability, type Availability } from './availability.ts';
import {
  createChanger,
  createSystemChanger,
  type Changer,
  type DeskParts,
  type SystemChanger,
} from './change.ts';
import { createChat, type Chat } from './chat.ts';
import { createCodes, type Codes } from './codes.ts';
import { createCompanies, type Companies } from './companies.ts';
import { createDue, type Due } from './due.ts';
import { createFiles, type FileDrivers, type Files } from './files.ts';
import { createHiding } from './hiding.ts';
import { createIntake, type Intake } from './intake.ts';
import { createLeaving } from './leaving.ts';
import { createDispatcher, together } from './dispatcher.ts';
import { createCustomers, type Customers } from './customers.ts';
import { createNotes, type Notes } from './notes.ts';
import { createNotices } from './notices.ts';
import { createOffers, type Offers } from './offers.ts';
import { createOutbox, type Outcome } from './outbox.ts';
import { createPieceReader, createPlayback, type Playback } from './playback.ts';
import { createPortals, type Portals } from './portals.ts';
import { createProfiles, type Profiles } from './profiles.ts';
import { createPreferences, type Preferences } from './preferences.ts';
import { createReadyReplies, type ReadyReplies } from './readyReplies.ts';
import { createRecordingKeys, type RecordingKeys } from './recordingKeys.ts';
import { createRecordings, type Recordings } from './recordings.ts';
import { createRelease, type Release } from './release.ts';
import { createRequests, type Requests } from './requests.ts';
import { createRouter, type Router } from './router.ts';
import { createSettings, type Settings } from './settings.ts';
import { createSideChat, type SideChat } from './sideChat.ts';
import { createSurveys, type Surveys } from './survey.ts';
import { createTeam, type Team } from './team.ts';
import { createWebhookOutbox } from './webhookOutbox.ts';

/** The desk of one node: where requests come in, find somebody, and are moved on. */
export interface Desk {
  change: Changer;
  changeBySystem: SystemChanger;
  chat: Chat;
  requests: Requests;
  offers: Offers;
  team: Team;
  sideChat: SideChat;
  availability: Availability;
  codes: Codes;
  files: Files;
  profiles: Profiles;
  companies: Companies;
  customers: Customers;
  recordings: Recordings;
  recordingKeys: RecordingKeys;
  playback: Playback;
  /** Takes somebody who is not let in any more out of everything. */
  release: Release;
  settings: Settings;
  notes: Notes;
  replies: ReadyReplies;
  portals: Portals;
  intake: Intake;
  router: Router;
  preferences: Preferences;
  surveys: Surveys;
  due: Due;
  /** What goes out of the installation, at its own pace. */
  outbox: Due;
  /** A page has come: whoever it belongs to is there from now on. */
  came(actor: Actor, lease: { endpoint: string; node: string }): Promise<void>;
}

interface Parts {
  storage: Storage;
  publisher: Publisher;
  clock: Clock;
  files: FileDrivers;
  courier: Courier;
  /** Hears what became of each try to send something. */
  countDelivery?: (channel: OutboundChannel, outcome: Outcome) => void;
  /** Hears how long each request had waited that somebody has taken, in ms since it came. */
  countWait?: (waitedMs: number) => void;
  /** A page's line was lost a while ago. */
  pageGone?: (row: DueRow) => Promise<void>;
  /** Done before each look at what is due, e.g. to renew the leases of this node. */
  beforeDue?: () => Promise<void>;
  /** What nobody waits for has failed; it is tried again where it was promised. */
  onFailure: (failure: unknown, row: DueRow | undefined) => void;
}

/** Whether it was taken from the line: not handed on, and not by a code that leads to somebody at once. */
const isTaken = (before: StoredRequest | undefined, { request }: StoredRequest): boolean =>
  request.phase === 'assigned' && before?.request.assignee === null;

export function createDesk({
  storage,
  publisher,
  clock,
  files: fileDrivers,
  courier,
  countDelivery = () => undefined,
  countWait = () => undefined,
  pageGone = () => Promise.resolve(),
  beforeDue,
  onFailure,
}: Parts): Desk {
  const base = { storage, publisher, clock };
  const alerts = createAlerts(base);
  const hide = createHiding(base);
  const kick = (): void => due.kick();
  const parts: DeskParts = {
    ...base,
    onChanged(accountId, before, after) {
      const faces = (row: StoredRequest | undefined): string =>
        row ? facesOf(row.request).join() : '';
      if (before && faces(before) !== faces(after)) {
        publisher.facesChanged(accountId, after.request.id);
      }
      for (const follow of [alerts.follow, hide]) {
        follow(accountId, before, after).catch((failure: unknown) => onFailure(failure, undefined));
      }
      if (isTaken(before, after)) countWait(after.request.phaseSince - after.request.createdAt);
      kick();
      outbox.kick();
    },
  };
  const changeBySystem = createSystemChanger(parts);
  const change = createChanger(storage, changeBySystem);
  const availability = createAvailability({ ...base, alerts, kick });
  const offers = createOffers({
    storage,
    clock,
    change,
    changeBySystem,
    onAway: (accountId, technician) => availability.tellAway(accountId, technician),
  });
  const team = createTeam({ storage, clock, change, changeBySystem });
  const leaving = createLeaving({ storage, clock, change, changeBySystem });
  const router = createRouter(parts);
  const codes = createCodes(parts);
  const files = createFiles({ ...parts, ...fileDrivers, onFailure });
  const portals = createPortals(storage, clock);
  const { deliver } = createOutbox({ storage, clock, alerts, courier, count: countDelivery });
  const tell = createWebhookOutbox({
    ...{ storage, clock, courier },
    count: (outcome) => countDelivery('webhook', outcome),
  });
  // Each with its own pace: a webhook that does not answer holds up no letter.
  const outbox = together([
    createDispatcher({ kinds: ['delivery'], storage, clock, deliver, onFailure }),
    createDispatcher({ kinds: ['webhook'], storage, clock, deliver: tell, onFailure }),
  ]);
  const notices = createNotices({
    storage,
    publisher,
    clock,
    alerts,
    courier,
    onWritten: () => outbox.kick(),
  });
  const { pieces, linkKey } = fileDrivers;
  const keys = createRecordingKeys(linkKey);
  const recording = { storage, clock, bytes: pieces, keys };
  const recordings = createRecordings({ ...recording, changeBySystem });
  const playback = createPlayback({ ...recording, linkKey, kick });
  const customers = createCustomers({
    ...{ ...base, bytes: fileDrivers.bytes, kick },
    pieces: createPieceReader(recording),
  });
  const due = createDue({
    storage,
    clock,
    onFailure,
    ...(beforeDue ? { before: beforeDue } : {}),
    handlers: {
      route: ({ accountId }) => router.pass(accountId),
      offer: (row) => offers.expire(row),
      invitation: (row) => team.expire(row),
      alert: (row) => alerts.expire(row),
      leaving: (row) => leaving.check(row),
      lease: (row) => availability.check(row),
      code: (row) => codes.expire(row),
      file: (row) => files.due(row),
      notice: (row) => notices.raise(row),
      page: pageGone,
      retention: (row) => customers.retain(row),
      recording: (row) => recordings.due(row),
    },
  });
  return {
    change,
    changeBySystem,
    chat: createChat(parts),
    requests: createRequests(storage, change),
    offers,
    team,
    sideChat: createSideChat(parts),
    availability: {
      ...availability,
      async set(technician, status) {
        const view = await availability.set(technician, status);
        if (status !== 'available') await offers.giveUp(technician);
        return view;
      },
    },
    codes,
    files,
    profiles: createProfiles(parts, change),
    settings: createSettings(storage),
    customers,
    recordings,
    recordingKeys: keys,
    playback,
    companies: createCompanies({ ...base, changeBySystem, kick }),
    release: createRelease(storage, changeBySystem),
    notes: createNotes(base),
    replies: createReadyReplies(base),
    portals,
    intake: createIntake(parts, portals, codes),
    router,
    preferences: createPreferences({ storage, clock, courier }),
    surveys: createSurveys({ storage, publisher, change }),
    due,
    outbox,
    came: (actor, lease) =>
      actor.party === 'technician' ? availability.came(actor, lease) : leaving.came(actor, lease),
  };
}
