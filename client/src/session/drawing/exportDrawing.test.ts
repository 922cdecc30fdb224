import { expect, test } from 'vitest';
import { exportDrawing } from './exportDrawing.ts';
import { simulateBoard } from './simulatedBoard.ts';

test('[S10] what was drawn can be told step by step with its times, undone and wiped included', () => {
  const world = simulateBoard(1);
  world.pass(200);
  const since = world.now();
  const { follower, user } = world.viewers[0]!;
  follower.pencil.begin('pen', { x: 0, y: 0 }, world.now());
  world.pass(100);
  follower.pencil.extend([{ x: 65_535, y: 13_107 }], world.now());
  follower.pencil.end(world.now());
  world.pass(100);
  world.board.pencil.write({ x: 0, y: 65_535 }, 'Thanks', world.now());
  follower.pencil.undo(world.now());
  world.pass(100);
  world.board.wipe(world.now());
  const { authors } = world.board;
  const pen = { mark: '0', by: user };
  const text = { mark: '1', by: null };
  expect(exportDrawing(world.board.history(), authors, since)).toEqual([
    { type: 'points', at: 0, ...pen, tool: 'pen', points: [{ x: 0, y: 0 }] },
    { type: 'points', at: 100, ...pen, tool: 'pen', points: [{ x: 1, y: 0.2 }] },
    { type: 'erased', at: 200, ...pen },
    { type: 'points', at: 200, ...text, tool: 'text', points: [{ x: 0, y: 1 }], text: 'Thanks' },
    { type: 'erased', at: 300, ...text },
  ]);
});
