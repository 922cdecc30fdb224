import type { InputRefusal } from '@beside/shared/protocol/input';
import type { HandMessage } from '../../surface.ts';
import { isGuarded } from '../dom/protection.ts';
import { hitTest, placeOf, type Hit, type Place } from '../dom/hitTest.ts';
import type { PointerCapture } from './capture.ts';
import type { Pose } from './pose.ts';

export type ButtonMessage = Extract<HandMessage, { type: 'down' | 'up' }>;
export type PointerMessage = Extract<HandMessage, { type: 'move' }> | ButtonMessage;

/** Where the hand is, and what is under it. */
export interface Stance {
  pose: Pose;
  hit: Hit | undefined;
  /**
   * @param hidden buttons whose press was refused: the page does not see them
   * @returns whether the hand has moved
   */
  take(message: PointerMessage, hidden: number): boolean;
  /** What gets the pointer's events, if anything may. */
  reached(): Element | undefined;
  /** Why nothing gets them. */
  refusal(): InputRefusal | undefined;
  forget(): void;
}

const still = { x: 0, y: 0 };
const knownButtons = 31;

export function createStance(page: Window, capture: PointerCapture): Stance {
  let seen = false;
  const stance: Stance = {
    pose: { page, place: still, movement: still, modifiers: 0, buttons: 0, trail: [] },
    hit: undefined,
    take(message, hidden) {
      const place = placeOf(page, message);
      const movement = seen ? difference(place, stance.pose.place) : still;
      const moved = !seen || movement.x !== 0 || movement.y !== 0;
      const buttons = message.buttons & knownButtons & ~hidden;
      seen = true;
      const trail = message.type === 'move' ? (message.trail ?? []) : [];
      stance.pose = {
        ...{ page, place, movement, modifiers: message.modifiers, buttons },
        trail: trail.map((point) => placeOf(page, point)),
      };
      stance.hit = hitTest(page, place);
      return moved;
    },
    reached() {
      const { hit } = stance;
      const under = hit && !stance.refusal() ? hit.element : undefined;
      return capture.target() ?? under;
    },
    refusal() {
      const { hit } = stance;
      if (hit && isGuarded(hit.element)) return 'guarded';
      return hit?.foreign ? 'foreign-frame' : undefined;
    },
    forget() {
      seen = false;
      stance.hit = undefined;
    },
  };
  return stance;
}

function difference(to: Place, from: Place): Place {
  return { x: to.x - from.x, y: to.y - from.y };
}
