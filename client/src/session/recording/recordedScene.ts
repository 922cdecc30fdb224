import type { EndpointId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { RecordedEvent } from '@beside/shared/protocol/recording';
import { createBoardFollower, type BoardFollower } from '../drawing/boardFollower.ts';
import type { DrawingSource } from '../drawing/drawingLayer.ts';
import { nameIn } from '../drawing/drawingPeople.ts';

/** A hand that did not move for so long is not shown any more, in ms. */
const handFadesMs = 4_000;
/** Of whom nothing is drawn here: everybody's marks are another one's. */
const nobody = '00000000-0000-4000-8000-000000000000' as EndpointId;
const full = 65_535;

/** What is drawn over the recorded picture at a moment, from what happened until then. */
export interface RecordedScene extends DrawingSource {
  /** Goes to a moment, back or on, by the clock of the events. */
  goTo(at: number): void;
}

/**
 * @param events in the order of time
 * @param hand who moved the recorded hand, by name
 */
export function createRecordedScene(
  events: readonly RecordedEvent[],
  request: SupportRequest,
  hand: string,
): RecordedScene {
  const listeners = new Set<() => void>();
  const quiet = { endpoint: nobody, send: () => undefined, onChange: () => undefined };
  let follower: BoardFollower = createBoardFollower(quiet);
  let next = 0;
  let at = -Infinity;
  let place: { x: number; y: number; at: number } | null = null;

  const carryOut = (event: RecordedEvent): void => {
    if (event.type === 'board') follower.receive(bytesOf(event.bytes), event.at);
    else if (event.type !== 'drawn') place = { x: event.x * full, y: event.y * full, at: event.at };
  };

  return {
    goTo(moment) {
      if (moment < at) {
        follower = createBoardFollower(quiet);
        [next, place] = [0, null];
      }
      at = moment;
      for (let event = events[next]; event && event.at <= at; event = events[next]) {
        carryOut(event);
        next += 1;
      }
      for (const listener of listeners) listener();
    },
    marks: () => follower.marks(at),
    spots: (now) => {
      // What fades does so by the clock of whoever paints it.
      const ago = now - at;
      const spots = follower.spots(at).map((spot) => ({
        ...spot,
        trail: spot.trail.map((point) => ({ ...point, at: point.at + ago })),
      }));
      if (!place || at - place.at > handFadesMs) return spots;
      return [...spots, { author: handAuthor, kind: 'point', trail: [place], lit: true }];
    },
    // It follows the picture, which moves it on.
    isFading: () => false,
    nameOf: (author) => (author === handAuthor ? hand : nameIn(request, follower.authors, author)),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The hand under a grant, which is no author of the board. */
const handAuthor = 1_001;

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
