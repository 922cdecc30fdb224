import type { EndpointId, UserId } from '@beside/shared/domain/ids';
import { createBoard, type Board } from './board.ts';
import { createBoardFollower, type BoardFollower } from './boardFollower.ts';

interface Sent {
  label: 'moves' | 'keys';
  bytes: Uint8Array<ArrayBuffer>;
}

export interface SimulatedViewer {
  endpoint: EndpointId;
  user: UserId;
  follower: BoardFollower;
}

/** A board with its viewers and a clock, and between them a line that may lose what it carries. */
export interface SimulatedBoard {
  board: Board;
  viewers: SimulatedViewer[];
  now(): number;
  /** Lets time pass, in steps of a beat. */
  pass(ms: number): void;
  /** From now on; 1 loses everything. */
  setLoss(loses: () => boolean): void;
  /** Messages that the board has said so far. */
  said(): number;
}

const uuid = (kind: string, at: number): string => `00000000-0000-4000-8000-${kind}0000000000${at}`;
const customer = uuid('c', 0) as EndpointId;

/**
 * @param mute viewers that can put nothing into the room, by their index
 * @param hear all that the board says
 */
export function simulateBoard(
  viewerCount: number,
  mute: readonly number[] = [],
  hear = (_bytes: Uint8Array<ArrayBuffer>): void => undefined,
): SimulatedBoard {
  let now = 1_000;
  let numbers = 7;
  let said = 0;
  let loses = (): boolean => false;
  const viewers: SimulatedViewer[] = [];
  const board: Board = createBoard({
    endpoint: customer,
    user: null,
    whoIs: (endpoint) => viewers.find((viewer) => viewer.endpoint === endpoint)?.user,
    say(_label, bytes, from) {
      said += 1;
      hear(bytes);
      for (const { endpoint, follower } of viewers) {
        if (endpoint !== from && !loses()) follower.receive(bytes, now);
      }
    },
    isOverheard: () => viewers.length > 1,
    onChange: () => undefined,
    newNumber: () => (numbers += 1),
  });
  for (let at = 0; at < viewerCount; at += 1) {
    const endpoint = uuid('e', at) as EndpointId;
    const send = ({ label, bytes }: Sent): void => {
      if (!mute.includes(at) && !loses()) board.receive(endpoint, label, bytes, now);
    };
    const follower = createBoardFollower({
      endpoint,
      send: (label, bytes) => send({ label, bytes }),
      onChange: () => undefined,
    });
    viewers.push({ endpoint, user: uuid('a', at) as UserId, follower });
  }
  return {
    board,
    viewers,
    now: () => now,
    pass(ms) {
      for (let left = ms; left > 0; left -= 50) {
        now += 50;
        board.tick(now);
      }
    },
    setLoss(next) {
      loses = next;
    },
    said: () => said,
  };
}
