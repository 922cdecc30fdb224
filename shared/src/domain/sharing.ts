import type { EndpointId, UserId } from './ids.ts';

/** Why sharing ended or did not begin, as both sides are told. */
export const shareEnds = [
  'declined',
  'cancelled',
  'stopped',
  'withdrawn',
  'left',
  'ended',
] as const;
export type ShareEnd = (typeof shareEnds)[number];

/** What a share can show (the W3C screen-capture `displaySurface`, with our own page told apart). */
export const surfaces = ['this-page', 'tab', 'window', 'screen', 'unknown'] as const;
export type Surface = (typeof surfaces)[number];

/**
 * What a hand reaches in a shared tab that carries our script (rule I3): the two pages have met
 * (`linked`); the customer has agreed in that tab as well (`ready`).
 */
export const tabReaches = ['linked', 'ready'] as const;
export type TabReach = (typeof tabReaches)[number];

/**
 * Why a path came to carry the picture: it was there first; the other one fell silent or lost too
 * much; others watch along; the direct one has proven itself again.
 */
export const pathReasons = ['first', 'silent', 'lossy', 'together', 'returned'] as const;
export type PathReason = (typeof pathReasons)[number];

/**
 * Whether a browser can share a screen, and why not: it knows no way (most phones), the page was not
 * loaded securely, or the page around it does not let it.
 */
export const shareAbilities = ['yes', 'no-api', 'insecure', 'policy'] as const;
export type ShareAbility = (typeof shareAbilities)[number];

/** The upgrade of one request, from the technician's question to the last frame. */
export type ShareState =
  | { phase: 'off'; last?: ShareEnd | undefined }
  | { phase: 'proposed'; by: UserId; last?: ShareEnd | undefined }
  | {
      phase: 'sharing';
      by: UserId;
      endpoint: EndpointId;
      surface: Surface;
      /** Whether what it sounds like is shared too (rule S9). */
      sound: boolean;
      paused: boolean;
      /** When it began, by the server's clock; absent in what was stored before it was kept. */
      since?: number | undefined;
      /** Of a tab; absent where it carries no script of ours, as far as is known. */
      tab?: TabReach | undefined;
    };

export type ShareEvent =
  | { type: 'propose'; by: UserId }
  | { type: 'withdraw' }
  | { type: 'decline' }
  /** The browser's picker was closed without a choice: the offer stands and can be tried again. */
  | { type: 'cancel' }
  | { type: 'start'; endpoint: EndpointId; surface: Surface; sound?: boolean; at: number }
  /** The customer chose something else to show, in the browser's own bar. */
  | { type: 'switch'; surface: Surface }
  /** What a hand reaches in the tab that is shown. */
  | { type: 'reach'; tab: TabReach | null }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'stop'; why: 'stopped' | 'left' | 'ended' };

/** The state that follows, or `undefined` where the event is out of turn. */
export function nextShare(state: ShareState, event: ShareEvent): ShareState | undefined {
  switch (event.type) {
    case 'propose':
      return state.phase === 'off' ? { phase: 'proposed', by: event.by } : undefined;
    case 'withdraw':
      return state.phase === 'proposed' ? { phase: 'off', last: 'withdrawn' } : undefined;
    case 'decline':
      return state.phase === 'proposed' ? { phase: 'off', last: 'declined' } : undefined;
    case 'cancel':
      return state.phase === 'proposed' ? { ...state, last: 'cancelled' } : undefined;
    case 'start':
      return state.phase === 'proposed'
        ? {
            phase: 'sharing',
            by: state.by,
            endpoint: event.endpoint,
            surface: event.surface,
            sound: event.sound ?? false,
            paused: false,
            since: event.at,
          }
        : undefined;
    case 'switch':
      return state.phase === 'sharing' && state.surface !== event.surface
        ? { ...withoutTab(state), surface: event.surface }
        : undefined;
    case 'reach': {
      if (state.phase !== 'sharing' || state.surface !== 'tab') return undefined;
      return event.tab === null ? withoutTab(state) : { ...state, tab: event.tab };
    }
    case 'pause':
      return state.phase === 'sharing' && !state.paused ? { ...state, paused: true } : undefined;
    case 'resume':
      return state.phase === 'sharing' && state.paused ? { ...state, paused: false } : undefined;
    case 'stop':
      return state.phase === 'off' ? undefined : { phase: 'off', last: event.why };
  }
}

type Sharing = Extract<ShareState, { phase: 'sharing' }>;

function withoutTab({ tab: _, ...state }: Sharing): Sharing {
  return state;
}
