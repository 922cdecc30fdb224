import { requestsPerPage } from '@beside/shared/protocol/limits';
import type { Clock } from '@beside/shared/lib/clock';
import type { Desk } from '../../desk/desk.ts';
import type { TurnSettings } from '../../media/iceServers.ts';
import type { Metrics } from '../../ops/metrics.ts';
import type { Tracing } from '../../ops/tracing/tracing.ts';
import type { Storage } from '../../ports.ts';
import type { Helpers } from '../../session/helpers.ts';
import { createLive } from '../../session/live.ts';
import { createRecord } from '../../session/record.ts';
import type { Relay } from '../../session/relay.ts';
import { createShow } from '../../session/show.ts';
import { createShowHand } from '../../session/showHand.ts';
import type { Tabs } from '../../session/tabs.ts';
import { createVoice } from '../../session/voice.ts';
import type { Handlers } from '../bind.ts';
import type { GatewayServer } from '../caller.ts';
import type { Meetings } from '../meetings.ts';
import type { PresenceSigns } from '../presence.ts';
import { createDeskHandlers } from './desk.ts';
import { createFileHandlers } from './files.ts';
import { createFollowHandlers } from './follow.ts';
import { createHelperHandlers } from './helper.ts';
import { createLinkHandlers } from './link.ts';
import { createLiveHandlers } from './live.ts';
import { createNotificationHandlers } from './notifications.ts';
import { createPresenceHandlers } from './presence.ts';
import { createRecordHandlers } from './record.ts';
import { createRelayHandlers } from './relay.ts';
import { createSealingHandlers } from './sealing.ts';
import { createShowHandlers } from './show.ts';
import { createTabHandlers } from './tab.ts';
import { createTeamHandlers } from './team.ts';
import { createTraceHandlers } from './traces.ts';
import { createWritingHandlers } from './writing.ts';

interface Parts {
  storage: Storage;
  clock: Clock;
  /** This node, as its leases name it. */
  node: string;
  desk: Desk;
  presence: PresenceSigns;
  relay: Relay;
  helpers: Helpers;
  tabs: Tabs;
  meetings: Meetings;
  turn: TurnSettings;
  metrics: Metrics;
  tracing: Tracing | null;
}

/** What is done for each event that a page may send. */
export function createHandlers(server: GatewayServer, parts: Parts): Handlers {
  const { storage, clock, node, desk, presence, relay, helpers, tabs, meetings, turn } = parts;
  const { metrics, tracing } = parts;
  const { change, chat, requests, offers, team, surveys } = desk;
  const now = (): number => clock.now();
  const live = createLive({
    change,
    upgradeChat: (accountId) => desk.settings.upgradeChat(accountId),
  });
  const record = createRecord({ storage, change, keys: desk.recordingKeys });
  return {
    ...createFollowHandlers(
      { storage, chat, router: desk.router, surveys, presence },
      requestsPerPage,
    ),
    ...createDeskHandlers({ chat, requests, offers, team, surveys }),
    ...createTeamHandlers({ team, sideChat: desk.sideChat }),
    ...createPresenceHandlers({ availability: desk.availability, codes: desk.codes }),
    ...createFileHandlers({ ...desk.files, profiles: desk.profiles }),
    ...createNotificationHandlers(desk.preferences, node),
    ...createWritingHandlers({ notes: desk.notes, replies: desk.replies }),
    ...createLiveHandlers(presence, live, createShowHand(change)),
    ...createRecordHandlers(record, clock),
    ...createShowHandlers(createShow(change), createVoice(change)),
    ...createLinkHandlers({
      ...{ storage, live, turn, now },
      countCarried: (path, frameMs) => {
        metrics.carried.inc({ path });
        if (frameMs !== undefined) metrics.firstFrame.observe({ path }, frameMs / 1_000);
      },
    }),
    ...createSealingHandlers(storage),
    ...createRelayHandlers(relay, { turn, now }),
    ...createHelperHandlers(server, helpers),
    ...createTabHandlers(meetings, tabs),
    ...createTraceHandlers(tracing),
  };
}
