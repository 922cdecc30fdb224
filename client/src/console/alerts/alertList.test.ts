import type { RequestId } from '@beside/shared/domain/ids';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import type { Told, ToldName } from '@beside/shared/protocol/contract';
import type { Alert } from '@beside/shared/protocol/contract/availability';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import type { Signaling } from '../../signaling/signaling.ts';
import { createAlertList, endOf } from './alertList.ts';

it('[T6] lets an alert stay for as long as the technician likes, counted from when it was raised', () => {
  const until = 130_000;
  expect(endOf({ until, offer: false }, 100_000, 5)).toBe(105_000);
  expect(endOf({ until, offer: false }, 110_000, 120)).toBe(220_000);
});

it('[T6] lets an offer stay for as long as it is open', () => {
  expect(endOf({ until: 130_000, offer: true }, 100_000, 5)).toBe(130_000);
});

it('[T6] goes by its own clock where the two contradict each other', () => {
  expect(endOf({ until: 999, offer: true }, 100_000, 5)).toBe(130_000);
  expect(endOf({ until: 999, offer: false }, 100_000, 5)).toBe(105_000);
});

it('[T6] what is told while it is asked what is up counts more than the answer', () => {
  const told = new TypedEmitter<{ [K in ToldName]: Told<K> }>();
  const line = { on: (name: ToldName, listener: never) => told.on(name, listener) };
  const list = createAlertList(line as unknown as Signaling, { seconds: () => 30 });
  const alert = (until: number): Alert =>
    ({ request: { id: v7() as RequestId }, origin: 'box', until, offer: false }) as Alert;
  const now = Date.now();
  const [old, taken, raised, kept] = [20_000, 21_000, 22_000, 23_000].map((ms) => alert(now + ms));
  const shown = () => list.state.getState().map(({ request }) => request.id);

  told.emit('alert:raised', old!);
  const answer = list.renew();
  told.emit('alert:raised', raised!);
  told.emit('alert:gone', { requestId: taken!.request.id, why: 'taken' });
  answer([taken!, kept!]);
  expect(shown()).toEqual([kept!.request.id, raised!.request.id]);

  list.renew()([kept!]);
  expect(shown()).toEqual([kept!.request.id]);
  list.close();
});
