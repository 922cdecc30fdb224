import { expect, test } from 'vitest';
import type { EndpointId, UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { encodeDrawing, type DrawingMessage } from '@beside/shared/protocol/drawing';
import { packPiece, parseEvents, unpackPiece } from '@beside/shared/protocol/recording';
import { RecordedEvents } from './recordedEvents.ts';
import { createRecordedScene } from './recordedScene.ts';

const me = 'f3b7e7a4-5f0e-4d51-9d0b-8b6c5ad2c001' as UserId;
const page = 'f3b7e7a4-5f0e-4d51-9d0b-8b6c5ad2c002' as EndpointId;
const request = {
  customer: { name: 'Carla' },
  assignee: { id: me, name: 'Toni' },
} as SupportRequest;
const board = 7;
const authors = [{ author: 1, endpoint: page, user: me }];
const digest = (
  seq: number,
  marks: { author: number; id: number; points: number; done: boolean }[],
) =>
  encodeDrawing({
    ...{ by: 'board', type: 'digest', board, seq, inPicture: false, shut: false, authors, marks },
  });
const line = (more: object = {}): DrawingMessage => ({
  ...{ by: 'author', type: 'line', board, author: 0, id: 3, tool: 'box', done: true, from: 0 },
  points: [
    { x: 0, y: 0 },
    { x: 65_535, y: 65_535 },
  ],
  ...more,
});

function arrange() {
  const events = new RecordedEvents();
  events.board(digest(1, []), 100, () => null);
  events.drawnHere(encodeDrawing(line()), 200, 1, me);
  events.board(digest(2, [{ author: 1, id: 3, points: 2, done: true }]), 300, () => null);
  const erased = { by: 'author', type: 'erase', board, marks: [{ author: 0, id: 3 }] } as const;
  events.drawnHere(encodeDrawing(erased), 500, 1, me);
  events.hand('move', { x: 0, y: 65_535 }, 600);
  events.hand('move', { x: 10, y: 10 }, 650);
  events.hand('press', { x: 65_535, y: 0 }, 660);
  return events;
}

test('[M3] what was drawn and where the hand was comes back at its time, on and back again', () => {
  const scene = createRecordedScene(arrange().take(1_000), request, 'Toni');
  const marks = (at: number) => {
    scene.goTo(at);
    return scene.marks(at).map(({ author, id }) => `${scene.nameOf(author)} ${id}`);
  };
  expect([marks(150), marks(250), marks(400), marks(550), marks(250)]).toEqual([
    [],
    ['Toni 3'],
    ['Toni 3'],
    [],
    ['Toni 3'],
  ]);
  const hand = (at: number) => {
    scene.goTo(at);
    return scene.spots(at).map(({ trail }) => trail.map(({ x, y }) => [x, y]));
  };
  expect([hand(599), hand(620), hand(700), hand(9_000)]).toEqual([
    [],
    [[[0, 65_535]]],
    [[[65_535, 0]]],
    [],
  ]);
});

test('[M3] a piece takes what has happened until its end, who began to draw is told once', () => {
  const events = arrange();
  const kinds = (until: number) => events.take(until).map(({ type }) => type);
  expect(kinds(250)).toEqual(['board', 'board', 'drawn']);
  // Moves of one moment are one.
  expect(kinds(1_000)).toEqual(['board', 'board', 'move', 'press']);
  expect(kinds(1_000)).toEqual([]);
});

test('[M3] a piece comes apart as it was packed, and what is none is refused to the last line', () => {
  const picture = Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 1, 2, 3);
  const happened = arrange().take(1_000);
  const packed = packPiece(happened, picture);
  const opened = unpackPiece(packed)!;
  expect([...opened.picture]).toEqual([...picture]);
  expect(parseEvents(opened.events)).toEqual(happened);
  const lines = (text: string) => parseEvents(new TextEncoder().encode(text));
  expect(lines('')).toEqual([]);
  for (const wrong of ['{}\n', 'x\n', '{"type":"move","at":1,"x":2,"y":0}\n', '\n', '[]']) {
    expect([wrong, lines(wrong)]).toEqual([wrong, undefined]);
  }
  for (let length = 0; length < 4; length += 1) {
    expect(unpackPiece(packed.subarray(0, length))).toBeUndefined();
  }
  expect(unpackPiece(packPiece([], Uint8Array.of(1, 2, 3, 4)))).toBeUndefined();
});
