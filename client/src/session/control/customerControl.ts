import type { ControlEnd, ControlLevel, ControlState } from '@beside/shared/domain/control';
import { Scope } from '@beside/shared/lib/scope';
import type { LinkPath } from '../../media/linkPaths.ts';
import type { ControlledSurface } from '../surface/surface.ts';
import { InputGate } from './inputGate.ts';
import { createInputReceiver } from './inputReceiver.ts';

/** How long the hand counts as moving after its last message, in ms. */
const activeMs = 1_200;

interface Parts {
  tell(name: 'control:grant', more: { level: ControlLevel; grantId: number }): void;
  tell(name: 'control:end', more: { why: ControlEnd }): void;
  reply(path: LinkPath, bytes: Uint8Array<ArrayBuffer>): void;
  setActive(active: boolean): void;
}

/** The grant of control as its only enforcer keeps it: the customer's own page. */
export interface CustomerControl {
  readonly granted: boolean;
  receive(channel: 'moves' | 'keys', bytes: Uint8Array, path: LinkPath): void;
  setSurface(surface: ControlledSurface | null): void;
  /**
   * Brings the gate in line with what everybody has been told.
   *
   * @param here whether it is this page that shares: a grant of another one is that one's affair
   */
  follow(state: ControlState, here: boolean): void;
  allow(level: ControlLevel): void;
  takeBack(why?: 'revoked' | 'sharing-ended'): void;
  /** Lets go of what the hand holds; the grant stays. */
  release(): void;
  close(): void;
}

export function createCustomerControl({ tell, reply, setActive }: Parts): CustomerControl {
  const scope = new Scope();
  const gate = new InputGate();
  let state: ControlState = { phase: 'none' };
  let surface: ControlledSurface | null = null;
  let stopActive = (): void => undefined;
  const receiver = createInputReceiver({
    gate,
    reply,
    surface: () => surface,
    onActive: () => {
      stopActive();
      setActive(true);
      stopActive = scope.after(activeMs, () => setActive(false));
    },
  });

  const shut = (): void => {
    gate.close();
    surface?.release();
    setActive(false);
  };

  return {
    get granted() {
      return gate.grant !== null;
    },
    receive: (channel, bytes, path) => receiver.receive(channel, bytes, path),
    setSurface(next) {
      if (next === surface) return;
      surface?.release();
      surface = next;
    },
    follow(next, here) {
      state = next;
      if (here && state.phase === 'granted' && gate.grant?.id !== state.grantId) {
        // Said to be granted, yet not by this page as it is now: taken back, or before a reload.
        tell('control:end', { why: 'revoked' });
      }
      if (state.phase !== 'granted' && gate.grant && !pendingGrant(state)) shut();
    },
    allow(level) {
      if (state.phase !== 'requested') return;
      const given = state.level === 'pointer' ? 'pointer' : level;
      const grantId = crypto.getRandomValues(new Uint32Array(1))[0] || 1;
      gate.open(grantId, given);
      tell('control:grant', { level: given, grantId });
    },
    takeBack(why = 'revoked') {
      const held = gate.grant !== null || state.phase === 'granted';
      shut();
      if (held) tell('control:end', { why });
    },
    release: () => surface?.release(),
    close() {
      shut();
      scope.close();
    },
  };

  /** The gate opens at the click; that everybody is told of it takes a round trip. */
  function pendingGrant(next: ControlState): boolean {
    return next.phase === 'requested';
  }
}
