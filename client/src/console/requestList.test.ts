import type { RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import type { Told, ToldName } from '@beside/shared/protocol/contract';
import { afterEach, expect, test } from 'vitest';
import type { Signaling } from '../signaling/signaling.ts';
import { createRequestList, type RequestList } from './requestList.ts';

const row = (id: string, version = 1): SupportRequest => ({ id, version }) as SupportRequest;

/** A line over which the list is answered with what is given at that moment. */
function openLine(answers: SupportRequest[][]) {
  const told = new TypedEmitter<{ [K in ToldName]: Told<K> }>();
  const signaling = {
    connection: { state: 'connected' },
    request: () => Promise.resolve({ requests: answers.shift() ?? [] }),
    on: told.on.bind(told),
    onConnection: () => () => undefined,
  } as unknown as Signaling;
  const tell = <K extends ToldName>(name: K, message: Told<K>): void =>
    told.emit(name, message as never);
  return { signaling, tell };
}

let list: RequestList;
afterEach(() => list.close());
const ids = (): string[] => [...list.getState().requests.keys()];
const requestId = 'a' as RequestId;

test('[T12] what is hidden is gone, and an answer that came late does not bring it back', async () => {
  const { signaling, tell } = openLine([[row('a'), row('b')]]);
  list = createRequestList(signaling);
  await expect.poll(ids).toEqual(['a', 'b']);
  tell('request:hidden', { requestId, version: 3 });
  expect(ids()).toEqual(['b']);
  list.accept(row('a', 3));
  expect(ids()).toEqual(['b']);
  tell('request:changed', { request: row('a', 4) });
  expect(ids()).toEqual(['b', 'a']);
});

test('[T12] when it changes what may be seen, only what is listed stays, and what was told since', async () => {
  const { signaling, tell } = openLine([[row('a'), row('b')], [row('b')]]);
  list = createRequestList(signaling);
  await expect.poll(ids).toEqual(['a', 'b']);
  tell('sight:changed', {});
  tell('request:changed', { request: row('c') });
  await expect.poll(ids).toEqual(['b', 'c']);
});
