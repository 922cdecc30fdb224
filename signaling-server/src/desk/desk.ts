import type { Clock } from '@beside/shared/lib/clock';
import type { DueRow, Publisher, Storage } from '../ports.ts';
import type { Actor } from './actor.ts';
import { createAlerts } from './alerts.ts';
import { createAvailability, type Availability } from './availability.ts';
import { createChanger, createSystemChanger, type Changer, type DeskParts } from './change.ts';
import { createChat, type Chat } from './chat.ts';
import { createCodes, type Codes } from './codes.ts';
import { createDue, type Due } from './due.ts';
import { createIntake, type Intake } from './intake.ts';
import { createLeaving } from './leaving.ts';
import { createOffers, type Offers } from './offers.ts';
import { createPortals, type Portals } from './portals.ts';
import { createRequests, type Requests } from './requests.ts';
import { createRouter, type Router } from './router.ts';
import { createSurveys, type Surveys } from './survey.ts';

/** The desk of one node: where requests come in, find somebody, and are moved on. */
export interface Desk {
  change: Changer;
  chat: Chat;
  requests: Requests;
  offers: Offers;
  availability: Availability;
  codes: Codes;
  portals: Portals;
  intake: Intake;
  router: Router;
  surveys: Surveys;
  due: Due;
  /** A page has come: whoever it belongs to is there from now on. */
  came(actor: Actor, lease: { endpoint: string; node: string }): Promise<void>;
}

interface Parts {
  storage: Storage;
  publisher: Publisher;
  clock: Clock;
  /** Done before each look at what is due, e.g. to renew the leases of this node. */
  beforeDue?: () => Promise<void>;
  /** What nobody waits for has failed; it is tried again where it was promised. */
  onFailure: (failure: unknown, row: DueRow | undefined) => void;
}

export function createDesk({ storage, publisher, clock, beforeDue, onFailure }: Parts): Desk {
  const base = { storage, publisher, clock };
  const alerts = createAlerts(base);
  const kick = (): void => due.kick();
  const parts: DeskParts = {
    ...base,
    onChanged(accountId, before, after) {
      alerts
        .follow(accountId, before, after)
        .catch((failure: unknown) => onFailure(failure, undefined));
      kick();
    },
  };
  const changeBySystem = createSystemChanger(parts);
  const change = createChanger(changeBySystem);
  const availability = createAvailability({ ...base, alerts, kick });
  const offers = createOffers({
    storage,
    clock,
    change,
    changeBySystem,
    onAway: (accountId, technician) => availability.tellAway(accountId, technician),
  });
  const leaving = createLeaving({ storage, clock, change, changeBySystem });
  const router = createRouter(parts);
  const codes = createCodes(parts);
  const portals = createPortals(storage, clock);
  const due = createDue({
    storage,
    clock,
    onFailure,
    ...(beforeDue ? { before: beforeDue } : {}),
    handlers: {
      route: ({ accountId }) => router.pass(accountId),
      offer: (row) => offers.expire(row),
      alert: (row) => alerts.expire(row),
      leaving: (row) => leaving.check(row),
      lease: (row) => availability.check(row),
      code: (row) => codes.expire(row),
    },
  });
  return {
    change,
    chat: createChat(parts),
    requests: createRequests(change),
    offers,
    availability: {
      ...availability,
      async set(technician, status) {
        const view = await availability.set(technician, status);
        if (status !== 'available') await offers.giveUp(technician);
        return view;
      },
    },
    codes,
    portals,
    intake: createIntake(parts, portals, codes),
    router,
    surveys: createSurveys({ storage, publisher, change }),
    due,
    came: (actor, lease) =>
      actor.party === 'technician' ? availability.came(actor, lease) : leaving.came(actor, lease),
  };
}
