import { expect, test } from 'vitest';
import type { Mark } from './markBook.ts';
import { createBoardOutlet, type BoardOutlet } from './boardOutlet.ts';
import { simulateBoard } from './simulatedBoard.ts';
import { createTabDrawing } from '../tab/tabDrawing.ts';
import type { DrawingSource } from './drawingLayer.ts';

const at = (x: number, y = x) => ({ x, y });
const seen = (marks: readonly Mark[] = []) =>
  marks.map(({ author, tool, points, text }) => ({ author, tool, points, text }));

/** A board, a technician who draws on it, and a shared tab that may read slowly. */
function arrange() {
  const outlets: BoardOutlet[] = [];
  const world = simulateBoard(1, [], (bytes) => outlets.forEach((outlet) => outlet.say(bytes)));
  const { board, viewers } = world;
  let name = 'Toni';
  const outlet = createBoardOutlet({
    told: () => board.told(),
    authors: () => board.authors,
    nameOf: (author) => (author === 0 ? 'Carla' : name),
  });
  outlets.push(outlet);
  const line = { reads: true };

  /** A page of the tab. */
  const load = () => {
    const page = { source: null as DrawingSource | null, shown: 0, closed: false };
    const drawing = createTabDrawing({
      show(source) {
        page.source = source;
        return () => void (page.closed = true);
      },
      onShown: () => (page.shown += 1),
    });
    outlet.open({
      draw(bytes) {
        if (line.reads) drawing.receive(bytes);
        return line.reads;
      },
      name(author, named) {
        if (line.reads) drawing.name(author, named);
        return line.reads;
      },
    });
    return { page, drawing, marks: () => seen(page.source?.marks(world.now())) };
  };
  const draw = (to: number): void => {
    const { pencil: own } = viewers[0]!.follower;
    own.begin('arrow', at(1), world.now());
    own.extend([at(to)], world.now());
    own.end(world.now());
  };
  world.pass(200);
  const rename = (next: string): void => void (name = next);
  return { world, board, outlet, line, load, draw, rename };
}

test('[S10][I3] a shared tab shows what is drawn, by whom, and takes away what is taken away', () => {
  const { world, board, load, draw, outlet, rename } = arrange();
  const { page, marks, drawing } = load();
  // Nobody has drawn yet: the page stays as it is, and yet the picture will have it.
  expect([page.source, page.shown]).toEqual([null, 1]);
  draw(9_000);
  board.pencil.write(at(5), 'Here?', world.now());
  expect(marks()).toEqual(seen(board.marks));
  expect([page.source?.nameOf(1), page.source?.nameOf(0)]).toEqual(['Toni', 'Carla']);
  rename('Toni Technician');
  outlet.tick();
  expect(page.source?.nameOf(1)).toBe('Toni Technician');

  // The picture has it, and that changes nothing where it has it from.
  board.setInPicture(true);
  world.pass(2_000);
  expect(marks()).toHaveLength(2);
  world.viewers[0]!.follower.pencil.undo(world.now());
  expect(marks()).toMatchObject([{ author: 0 }]);
  board.wipe(world.now());
  world.pass(200);
  expect(marks()).toEqual([]);
  drawing.close();
  expect(page.closed).toBe(true);
});

test('[S10][I15] the next page of the tab has all of it from the beginning', () => {
  const { board, load, draw, line } = arrange();
  load();
  draw(9_000);
  line.reads = false;
  draw(8_000);
  line.reads = true;
  const next = load();
  expect(next.marks()).toEqual(seen(board.marks));
  expect([next.page.shown, next.page.source?.nameOf(1)]).toEqual([1, 'Toni']);
});

test('[S10][W4] a tab that reads slowly, or not at all for long, has it all in the end', () => {
  const { world, board, load, draw, line, outlet } = arrange();
  const { marks } = load();
  draw(9_000);
  line.reads = false;
  draw(8_000);
  outlet.tick();
  expect(marks()).toHaveLength(1);
  for (let count = 0; count < 9_000; count += 1) board.pencil.spot('point', [at(1)], world.now());
  board.pencil.undo(world.now());
  draw(7_000);
  line.reads = true;
  outlet.tick();
  expect(marks()).toEqual(seen(board.marks));
  expect(marks()).toHaveLength(3);
});

test('[S10] laid nowhere, it keeps nothing', () => {
  const { outlet, load, draw } = arrange();
  const { marks } = load();
  outlet.open(null);
  draw(9_000);
  outlet.tick();
  expect(marks()).toEqual([]);
});
