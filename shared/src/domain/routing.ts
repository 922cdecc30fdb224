import type { Status } from './availability.ts';
import type { CompanyId, PortalId, RequestId, UserId } from './ids.ts';
import type { PortalMode, PortalType } from './portal.ts';
import { seesCompany, type GrantedCompanies } from './rights.ts';

/** A technician as routing sees them, at one moment. */
export interface Worker {
  id: UserId;
  name: string;
  status: Status;
  /** Whether a lease of one of their pages is live. */
  present: boolean;
  /** Since when they wait: since they became available, or had to do with a customer last. */
  waitingSince: number;
  /** Requests that they have or are offered. */
  load: number;
  /** How many they can be given at a time (rule R2); what they take by hand is their own affair. */
  limit: number;
  /** Whether an offer of a line is open to them: one at a time is put before them. */
  offered: boolean;
  /** Whose customers they may be given (rule T12). */
  companies: GrantedCompanies;
}

/** A portal as routing sees it. */
export interface PortalRules {
  id: PortalId;
  type: PortalType;
  mode: PortalMode;
  /** Nobody listed means everybody of the account. */
  technicians: readonly UserId[];
}

/** A request in phase `waiting`. */
export interface WaitingRequest {
  id: RequestId;
  version: number;
  portalId: PortalId;
  companyId: CompanyId | null;
  /** Its place in the line; of two with the same time, the lower id goes first. */
  queuedAt: number;
  /** Whom the customer picked. */
  wanted: UserId | null;
  /** Who was offered it and did not take it, and when. */
  passed: readonly { technician: UserId; at: number }[];
}

/** How long a request that a technician did not take is not put before them again. */
export const restMs = 60_000;

export function isAvailable({ status, present }: Pick<Worker, 'status' | 'present'>): boolean {
  return status === 'available' && present;
}

export function serves(technician: UserId, portal: Pick<PortalRules, 'technicians'>): boolean {
  return portal.technicians.length === 0 || portal.technicians.includes(technician);
}

function rests({ passed }: WaitingRequest, technician: UserId, now: number): boolean {
  return passed.some((pass) => pass.technician === technician && now < pass.at + restMs);
}

const inLine = (a: WaitingRequest, b: WaitingRequest): number =>
  a.queuedAt - b.queuedAt || (a.id < b.id ? -1 : 1);
const longestFirst = (a: Worker, b: Worker): number =>
  a.waitingSince - b.waitingSince || (a.id < b.id ? -1 : 1);

/** One step of a line: this request is to be offered to that technician. */
export interface Decision {
  request: WaitingRequest;
  technician: Worker;
}

/**
 * Whom the lines call next (rule R2): first come, first served; among the technicians with a free
 * slot, the one who has waited longest. Lines of one account share its technicians, so the first of
 * all of them goes first.
 */
export function route(
  waiting: readonly WaitingRequest[],
  workers: readonly Worker[],
  portals: readonly PortalRules[],
  now: number,
): Decision[] {
  const lines = new Map(portals.filter(({ mode }) => mode === 'queue').map((p) => [p.id, p]));
  const free = new Set(
    workers.filter(
      (worker) => isAvailable(worker) && worker.load < worker.limit && !worker.offered,
    ),
  );
  const decisions: Decision[] = [];
  for (const request of waiting.toSorted(inLine)) {
    const portal = lines.get(request.portalId);
    if (!portal) continue;
    const [technician] = [...free]
      .filter(
        ({ id, companies }) =>
          serves(id, portal) &&
          seesCompany(companies, request.companyId) &&
          !rests(request, id, now),
      )
      .sort(longestFirst);
    if (!technician) continue;
    // Each is shown one offer at a time, so whoever is called is out of this round.
    free.delete(technician);
    decisions.push({ request, technician });
  }
  return decisions;
}

/** Whom a request of a web-mode portal calls (rule R1): all that are available, or the picked one. */
export function alerted(
  request: Pick<WaitingRequest, 'portalId' | 'companyId' | 'wanted' | 'passed'>,
  workers: readonly Worker[],
  portal: PortalRules,
): Worker[] {
  if (portal.mode !== 'web') return [];
  return workers.filter(
    (worker) =>
      isAvailable(worker) &&
      serves(worker.id, portal) &&
      (portal.type === 'smart-match'
        ? worker.id === request.wanted
        : seesCompany(worker.companies, request.companyId)) &&
      !request.passed.some(({ technician }) => technician === worker.id),
  );
}

/** How long serving one takes where nobody has been served yet. */
const usualHandlingMs = 5 * 60_000;

/** Where a request stands in its portal's line. `estimateMs` is `null` where nobody serves it now. */
export interface Place {
  requestId: RequestId;
  /** 1 is next. */
  position: number;
  estimateMs: number | null;
}

/** The line of one portal, in its order. */
export function placesIn(
  waiting: readonly WaitingRequest[],
  workers: readonly Worker[],
  portal: PortalRules,
  handlingMs = usualHandlingMs,
): Place[] {
  const serving = workers.filter((worker) => isAvailable(worker) && serves(worker.id, portal));
  const slotsFor = (companyId: CompanyId | null): number =>
    serving
      .filter(({ companies }) => seesCompany(companies, companyId))
      .reduce((sum, { limit }) => sum + limit, 0);
  return waiting
    .filter(({ portalId }) => portalId === portal.id)
    .sort(inLine)
    .map(({ id, companyId }, at) => {
      const slots = slotsFor(companyId);
      return {
        requestId: id,
        position: at + 1,
        estimateMs: slots === 0 ? null : Math.round(((at + 1) * handlingMs) / slots),
      };
    });
}
