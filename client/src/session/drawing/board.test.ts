import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeDrawing, maxMarks, maxPoints } from '@beside/shared/protocol/drawing';
import type { Mark } from './markBook.ts';
import { simulateBoard, type SimulatedBoard } from './simulatedBoard.ts';

const at = (x: number, y = x) => ({ x, y });
const seen = (marks: readonly Mark[]) =>
  marks
    .map(({ author, id, tool, points, text, done }) =>
      JSON.stringify([author, id, tool, points, text, done]),
    )
    .toSorted();
/** The viewer at this place, which is there. */
const viewer = (world: SimulatedBoard, index = 0) => world.viewers[index]!.follower;

function begin(viewers = 1, mute: number[] = []): SimulatedBoard {
  const world = simulateBoard(viewers, mute);
  world.pass(200);
  return world;
}

function arrow(world: SimulatedBoard, index = 0): void {
  const { pencil } = viewer(world, index);
  pencil.begin('arrow', at(100), world.now());
  pencil.extend([at(20_000), at(30_000)], world.now());
  pencil.end(world.now());
}

test('[S10] what one draws, the customer and every other viewer see, by whom it is', () => {
  const world = begin(3);
  arrow(world, 1);
  expect(world.board.marks).toMatchObject([
    { author: 1, tool: 'arrow', points: [at(100), at(30_000)], done: true },
  ]);
  expect(world.board.authors).toMatchObject([{ user: null }, { user: world.viewers[1]?.user }]);
  for (const { follower } of world.viewers) {
    expect(seen(follower.marks(world.now()))).toEqual(seen(world.board.marks));
  }
  world.board.pencil.write(at(5), 'Here?', world.now());
  expect(viewer(world, 2).marks(world.now())).toContainEqual(
    expect.objectContaining({ author: 0, text: 'Here?' }),
  );
});

test('[S10] undo and clear take away what is one’s own alone', () => {
  const world = begin(2);
  arrow(world, 0);
  arrow(world, 1);
  arrow(world, 1);
  world.board.pencil.write(at(5), 'mine', world.now());
  viewer(world, 1).pencil.undo(world.now());
  expect(world.board.marks.map(({ author, id }) => [author, id])).toEqual([
    [1, 1],
    [2, 1],
    [0, 1],
  ]);
  viewer(world, 0).pencil.clear(world.now());
  expect(world.board.marks.map(({ author }) => author)).toEqual([2, 0]);
  expect(viewer(world, 1).marks(world.now())).toHaveLength(2);
});

test('[W5] the customer wipes everything, and nothing that is still on its way comes back', () => {
  const world = begin(2);
  const late: Uint8Array<ArrayBuffer>[] = [];
  arrow(world);
  world.setLoss(() => true);
  arrow(world);
  world.setLoss(() => false);
  world.board.wipe(world.now());
  world.pass(2_000);
  expect(world.board.marks).toEqual([]);
  expect(viewer(world).marks(world.now())).toEqual([]);
  expect(late).toEqual([]);
  arrow(world);
  expect(world.board.marks).toHaveLength(1);
});

test('[W5] shut, the board takes nothing, and says so', () => {
  const world = begin();
  arrow(world);
  world.board.setShut(true, world.now());
  world.pass(200);
  expect(viewer(world)).toMatchObject({ open: false, shut: true });
  arrow(world);
  expect(world.board.marks).toEqual([]);
  world.board.setShut(false, world.now());
  world.pass(200);
  arrow(world);
  expect(world.board.marks).toHaveLength(1);
});

test('[W2] who may not draw, another board, the wrong channel or a pause: nothing happens', () => {
  const world = begin(2, [1]);
  const { endpoint } = world.viewers[0]!;
  const line = { type: 'line', tool: 'pen', author: 9, id: 1, from: 0, done: true } as const;
  const bytes = (board: number, by: 'author' | 'board' = 'author') =>
    encodeDrawing({ ...line, by, board, points: [at(1)] });
  const number = 8;
  const stranger = '00000000-0000-4000-8000-000000000999' as typeof endpoint;
  world.board.receive(stranger, 'keys', bytes(number), world.now());
  world.board.receive(endpoint, 'keys', bytes(number + 1), world.now());
  world.board.receive(endpoint, 'moves', bytes(number), world.now());
  world.board.receive(endpoint, 'keys', bytes(number, 'board'), world.now());
  world.board.receive(endpoint, 'keys', Uint8Array.of(0x81, 0, 0), world.now());
  world.board.setPaused(true);
  world.board.receive(endpoint, 'keys', bytes(number), world.now());
  expect(world.board.marks).toEqual([]);
  world.board.setPaused(false);
  world.board.receive(endpoint, 'keys', bytes(number), world.now());
  // As whom it comes decides the page it comes from.
  expect(world.board.marks).toMatchObject([{ author: 1 }]);
});

test('[W4] whatever is lost on the way: a second after the line is good, all see the same', () => {
  const hands = fc.record({
    who: fc.integer({ min: 0, max: 2 }),
    what: fc.constantFrom('pen', 'box', 'text', 'undo', 'clear', 'wait'),
    points: fc.array(fc.record({ x: fc.nat(65_535), y: fc.nat(65_535) }), {
      minLength: 1,
      maxLength: 200,
    }),
  });
  fc.assert(
    fc.property(
      fc.array(hands, { maxLength: 12 }),
      fc.infiniteStream(fc.boolean()),
      (all, losses) => {
        const world = begin(4, [3]);
        world.setLoss(() => losses.next().value === true);
        for (const { who, what, points } of all) {
          const pencil = who === 2 ? world.board.pencil : viewer(world, who).pencil;
          if (what === 'undo') pencil.undo(world.now());
          else if (what === 'clear') pencil.clear(world.now());
          else if (what === 'text') pencil.write(points[0]!, 'text', world.now());
          else if (what !== 'wait') {
            pencil.begin(what === 'pen' ? 'pen' : 'box', points[0]!, world.now());
            for (const point of points) pencil.extend([point], world.now());
            pencil.end(world.now());
          }
          world.pass(what === 'wait' ? 500 : 50);
        }
        world.setLoss(() => false);
        // Whoever can say nothing waits for its turn to be told again.
        world.pass(3_000 + world.board.marks.length * 3 * 300);
        for (const { follower } of world.viewers) {
          expect(seen(follower.marks(world.now()))).toEqual(seen(world.board.marks));
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('[W4] who comes later sees what is there, also where they can say nothing', () => {
  const world = begin(2, [1]);
  world.setLoss(() => true);
  world.setLoss(() => false);
  arrow(world);
  viewer(world, 1).reset();
  expect(viewer(world, 1).marks(world.now())).toEqual([]);
  world.pass(1_500);
  expect(seen(viewer(world, 1).marks(world.now()))).toEqual(seen(world.board.marks));
});

test('[W3] a board holds so many marks and lines so many points; a flood is not listened to', () => {
  const world = begin();
  const { pencil } = viewer(world);
  pencil.begin('pen', at(1), world.now());
  pencil.extend(
    Array.from({ length: maxPoints + 50 }, (_, index) => at(index)),
    world.now(),
  );
  pencil.end(world.now());
  world.pass(2_000);
  expect(world.board.marks.map(({ points }) => points.length)).toEqual([maxPoints, 52]);
  for (let count = 0; count < maxMarks + 20; count += 1) {
    pencil.write(at(count), `${count}`, world.now());
    world.pass(50);
  }
  expect(world.board.marks).toHaveLength(maxMarks);
  const before = world.board.marks.length;
  pencil.clear(world.now());
  world.pass(3_000);
  expect([before, world.board.marks.length]).toEqual([maxMarks, 0]);
  // All at once: a part of it is thrown away, and the rest comes when it is the turn of it.
  for (let count = 0; count < 700; count += 1) pencil.spot('point', [at(count)], world.now());
  const [spot] = world.board.spots(world.now());
  expect(spot?.trail[0]?.x).toBeLessThan(699);
});

test('[W6] where the page itself shows what is drawn, the viewers leave it to the picture', () => {
  const world = begin(2);
  world.board.setInPicture(true);
  world.pass(200);
  arrow(world);
  // At once where it is drawn, and nowhere else.
  expect(viewer(world).marks(world.now())).toHaveLength(1);
  expect(viewer(world, 1).marks(world.now())).toEqual([]);
  world.pass(2_000);
  expect(viewer(world).marks(world.now())).toEqual([]);
  expect(viewer(world).isFading(world.now())).toBe(false);
  expect(world.board.marks).toHaveLength(1);
  viewer(world).pencil.undo(world.now());
  expect(world.board.marks).toEqual([]);
});

test('[W4] at rest the board says one thing a second', () => {
  const world = begin();
  arrow(world);
  world.pass(1_000);
  const before = world.said();
  world.pass(5_000);
  expect(world.said() - before).toBeLessThanOrEqual(6);
});
