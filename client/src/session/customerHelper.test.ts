import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { noHelper, type HelperState } from '@beside/shared/domain/helper';
import type { RequestId } from '@beside/shared/domain/ids';
import type { Signaling } from '../signaling/signaling.ts';
import { createCustomerHelper } from './customerHelper.ts';
import type { CustomerLiveView } from './live.ts';
import type { ControlledSurface } from './surface/surface.ts';

// As in a page whose policy allows no worker.
beforeEach(() => {
  vi.stubGlobal('Worker', function refuse() {
    throw new TypeError('not allowed');
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const ready = { phase: 'ready', id: 'one' } as HelperState;

function page() {
  const seen = { surfaces: [] as (ControlledSurface | null)[], asked: [] as string[] };
  const signaling: Partial<Signaling> = {
    on: () => () => undefined,
    notice: () => undefined,
    request(name) {
      seen.asked.push(name);
      return Promise.reject(new Error('the line is down'));
    },
  };
  const helper = createCustomerHelper({
    signaling: signaling as Signaling,
    requestId: 'request' as RequestId,
    view: createStore(() => ({ helper: noHelper, helperOffer: null }) as CustomerLiveView),
    picture: () => undefined,
    isPaused: () => false,
    setSurface: (surface) => seen.surfaces.push(surface),
  });
  onTestFinished(() => helper.close());
  return { helper, seen };
}

test('[I3] ended here, it moves nothing any more, though the word of its end has not come yet', async () => {
  const { helper, seen } = page();
  helper.follow(ready);
  await vi.waitFor(() => expect(seen.surfaces).toHaveLength(1));
  helper.end();
  expect(seen.surfaces).toEqual([expect.anything(), null]);
  // Another surface is in its place by now, and stays there.
  helper.follow(ready);
  await vi.dynamicImportSettled();
  helper.follow(noHelper);
  expect(seen.surfaces).toHaveLength(2);
  expect(seen.asked).toEqual(['helper:end']);
  helper.follow(ready);
  await vi.waitFor(() => expect(seen.surfaces).toHaveLength(3));
});

test('[I3] where there is none, none is ended', () => {
  const { helper, seen } = page();
  helper.end();
  expect(seen).toEqual({ surfaces: [], asked: [] });
});
