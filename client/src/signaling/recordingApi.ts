import type { EndpointId, RecordingId } from '@beside/shared/domain/ids';
import { parseEvents, type RecordedEvent } from '@beside/shared/protocol/recording';
import { ask } from './api.ts';
import { RequestFailed, unavailable } from './signaling.ts';

/** A piece may be of some megabytes, on a line that carries a session too. */
const timeoutMs = 60_000;

/** One piece of a recording, which the calling page writes. Throws RequestFailed. */
export async function sendPiece(
  id: RecordingId,
  number: number,
  endpoint: EndpointId,
  { from, to, bytes }: { from: number; to: number; bytes: Uint8Array<ArrayBuffer> },
): Promise<void> {
  const query = new URLSearchParams({ from: `${from}`, to: `${to}`, endpoint });
  const body = new Blob([bytes], { type: 'application/octet-stream' });
  const path = `recordings/${id}/pieces/${number}?${query.toString()}`;
  await ask(path, { body, method: 'PUT', timeoutMs });
}

/** A piece as it was sent. @param key that the recording was opened with */
export async function fetchPiece(
  id: RecordingId,
  number: number,
  key: string,
): Promise<ArrayBuffer> {
  const answer = await ask(`recordings/${id}/pieces/${number}?key=${key}`, reading);
  return answer.arrayBuffer();
}

/** What happened, oldest first. */
export async function fetchRecordedEvents(id: RecordingId, key: string): Promise<RecordedEvent[]> {
  const answer = await ask(`recordings/${id}/events?key=${key}`, reading);
  const events = parseEvents(new Uint8Array(await answer.arrayBuffer()));
  if (!events) throw new RequestFailed(unavailable);
  return events;
}

const reading = { base: 'api/admin', timeoutMs };
