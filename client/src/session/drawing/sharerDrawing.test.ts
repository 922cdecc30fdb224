import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { EndpointId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { decodeDrawing, type DrawingMessage } from '@beside/shared/protocol/drawing';
import { createSharerDrawing } from './sharerDrawing.ts';

const customer = '00000000-0000-4000-8000-000000000001' as EndpointId;

/** The page that shares another tab, and what the viewers and the tab's page hear of it. */
function arrange() {
  const told: DrawingMessage[] = [];
  const there: DrawingMessage[] = [];
  const request = createStore(() => ({ customer: { name: 'Carla' } }) as SupportRequest);
  const drawing = createSharerDrawing({
    ...{ endpoint: customer, user: null, request },
    whoIs: () => undefined,
    track: () => null,
    link: () => ({
      ...{ remote: null, carrying: 'direct' },
      say: (_label, bytes) => told.push(decodeDrawing(bytes)!),
    }),
  });
  drawing.setSurface('tab');
  const load = (): void =>
    drawing.setPlace({
      draw: (bytes) => there.push(decodeDrawing(bytes)!) > 0,
      name: () => true,
    });
  /** What viewers hold to be in the picture, and which board they see. */
  const seen = () => {
    drawing.setShut(true);
    drawing.setShut(false);
    const last = told.filter(({ type }) => type === 'digest').at(-1);
    return last?.type === 'digest' ? last.inPicture : undefined;
  };
  return { drawing, told, there, load, seen };
}
const boardOf = (messages: DrawingMessage[]) => messages.at(-1)?.board;

test('[W6][I3] of another tab the picture has what is drawn once that tab says that it shows it', () => {
  const { drawing, load, seen } = arrange();
  expect([seen(), drawing.view.getState().inPicture]).toEqual([false, false]);
  load();
  expect(seen()).toBe(false);
  drawing.setShown();
  expect([seen(), drawing.view.getState().inPicture]).toEqual([true, true]);
  // The next page has not said so yet.
  load();
  expect(seen()).toBe(false);
  drawing.setShown();
  expect(seen()).toBe(true);
  drawing.setPlace(null);
  expect([seen(), drawing.view.getState().inPicture]).toEqual([false, false]);
  drawing.close();
});

test('[W5][I3] what was drawn on a tab goes when that has left the site, and stays between its pages', () => {
  const { drawing, told, load } = arrange();
  load();
  drawing.setShown();
  drawing.tick();
  const first = boardOf(told);
  load();
  drawing.tick();
  expect(boardOf(told)).toBe(first);
  drawing.setPlace(null);
  expect(boardOf(told)).not.toBe(first);
  // A tab that has shown nothing of it has nothing to lose.
  const next = boardOf(told);
  load();
  drawing.setPlace(null);
  drawing.setPlace(null);
  expect(boardOf(told)).toBe(next);
  drawing.close();
});

test('[W5] cleared or shut, the tab hears of it at once, also while nobody is linked', () => {
  const { drawing, there, load } = arrange();
  load();
  const first = boardOf(there);
  drawing.wipe();
  const second = boardOf(there);
  drawing.setShut(true);
  expect(new Set([first, second, boardOf(there)]).size).toBe(3);
  expect(there.at(-1)).toMatchObject({ type: 'digest', shut: true });
  drawing.close();
});
