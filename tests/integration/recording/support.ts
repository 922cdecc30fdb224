import type { RecordingId, RequestId } from '@beside/shared/domain/ids';
import type { AdminInput, AdminName, AdminOutput } from '@beside/shared/protocol/admin';
import type { Reply } from '@beside/shared/protocol/errors';
import { packPiece, type RecordedEvent } from '@beside/shared/protocol/recording';
import {
  enterAsCustomer,
  enterAsTechnician,
  postJson,
  signIn,
} from '../../support/installation/people.ts';

export type Reach = Awaited<ReturnType<typeof enterAsTechnician>>;
export type Guest = Awaited<ReturnType<typeof enterAsCustomer>>;

/** Asks the management centre, as whoever has that cookie. */
export function administrator(url: string, cookie: string) {
  const send = async (name: AdminName, input: unknown): Promise<Reply<unknown>> => {
    const response = await postJson(`${url}/api/admin/${name}`, input, { cookie });
    return (await response.json()) as Reply<unknown>;
  };
  return {
    send,
    async ask<K extends AdminName>(name: K, input: AdminInput<K>): Promise<AdminOutput<K>> {
      const reply = await send(name, input);
      if (!reply.ok) throw new Error(`${name}: ${reply.error.code}`);
      return reply.data as AdminOutput<K>;
    },
  };
}

/** Lets the account's sessions be recorded, or not. */
export async function allowRecordings(url: string, days: number | null = null, allowed = true) {
  const { ask } = administrator(url, await signIn(url, 'admin@demo.test'));
  const { settings } = await ask('settings/get', {});
  await ask('settings/save', { ...settings, recordings: { allowed, days } });
}

/** A customer shares with a technician, and both are there. */
export async function startSharing(url: string, name = 'Carla Customer') {
  const customer = await enterAsCustomer(url, { name });
  const technician = await enterAsTechnician(url);
  const { requestId } = customer;
  await technician.request('request:assign', { requestId });
  await technician.request('request:join', { requestId });
  await technician.request('share:propose', { requestId });
  await customer.request('share:start', { requestId, surface: 'tab' });
  return { customer, technician, requestId };
}

/** Asked and agreed to. */
export async function startRecording(
  { customer, technician }: { customer: Guest; technician: Reach },
  requestId: RequestId,
): Promise<{ id: RecordingId; since: number }> {
  await technician.request('record:propose', { requestId });
  const { request } = await customer.request('record:agree', { requestId });
  const { record } = request.live;
  if (record?.phase !== 'recording') throw new Error('it is not recorded');
  return { id: record.id, since: record.since };
}

interface Sent {
  number: number;
  from: number;
  to: number;
  endpoint: string;
}

/** Sends bytes as they are. */
export function putPiece(
  url: string,
  cookie: string,
  id: string,
  { number, ...span }: Sent,
  bytes: Uint8Array,
): Promise<Response> {
  const query = new URLSearchParams(
    Object.entries(span).map(([key, value]): [string, string] => [key, `${value}`]),
  );
  return fetch(`${url}/api/v1/recordings/${id}/pieces/${number}?${query.toString()}`, {
    method: 'PUT',
    headers: { cookie, 'content-type': 'application/octet-stream' },
    body: bytes as BodyInit,
  });
}

const idOf = (hex: string): Buffer => Buffer.from(hex, 'hex');
const element = (id: string, ...content: Uint8Array[]): Buffer => {
  const bytes = Buffer.concat(content);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(bytes.length + 0x10000000);
  return Buffer.concat([idOf(id), size, bytes]);
};

/** A short film of frames that are words, at these times: as a browser writes it, sizes unknown. */
export function filmOf(frames: readonly { at: number; words: string }[]): Buffer {
  const blocks = frames.map(({ at, words }) => {
    const head = Buffer.from([0x81, 0, 0, 0x80]);
    head.writeInt16BE(at, 1);
    return element('a3', head, Buffer.from(words));
  });
  const open = idOf('01ffffffffffffff');
  return Buffer.concat([
    element('1a45dfa3', element('4282', Buffer.from('webm'))),
    ...[idOf('18538067'), open],
    element('1654ae6b', element('ae', element('86', Buffer.from('V_VP8')))),
    ...[idOf('1f43b675'), open, element('e7', Buffer.from([0])), ...blocks],
  ]);
}

/** One piece with one frame of these words. */
export function pieceOf(words: string, events: readonly RecordedEvent[] = []): Uint8Array {
  return packPiece(events, filmOf([{ at: 0, words }]));
}
