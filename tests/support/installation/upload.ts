import { createHash } from 'node:crypto';
import { v7 as uuidV7 } from 'uuid';
import type { MessageId } from '@beside/shared/domain/ids';
import type { TestPage } from './people.ts';

/** Who sends: a customer by the token, a technician by the cookie; from a page of an origin, where it says so. */
export type Sender = ({ token: string } | { cookie: string }) & { origin?: string };

export function headersOf(sender: Sender): Record<string, string> {
  return {
    'tus-resumable': '1.0.0',
    ...(sender.origin === undefined ? {} : { origin: sender.origin }),
    ...('token' in sender
      ? { authorization: `Bearer ${sender.token}` }
      : { cookie: sender.cookie }),
  };
}

interface Begun {
  requestId: string;
  id: string;
  name: string;
  size: number | string;
}

export const newEntryId = (): MessageId => uuidV7() as MessageId;

/** Asks to send a file, as the tus protocol does. */
export function begin(url: string, sender: Sender, { requestId, id, name, size }: Begun) {
  const encode = (text: string): string => Buffer.from(text).toString('base64');
  const metadata = { requestId, id, name };
  return fetch(`${url}/api/v1/uploads`, {
    method: 'POST',
    headers: {
      ...headersOf(sender),
      'upload-length': String(size),
      'upload-metadata': Object.entries(metadata)
        .map(([key, value]) => `${key} ${encode(value)}`)
        .join(','),
    },
  });
}

/** Sends bytes from `offset` on. */
export function patch(
  url: string,
  location: string,
  sender: Sender,
  bytes: Uint8Array | ReadableStream,
  offset = 0,
) {
  return fetch(`${url}${location}`, {
    method: 'PATCH',
    headers: {
      ...headersOf(sender),
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
    },
    body: bytes as BodyInit,
    ...(bytes instanceof ReadableStream && { duplex: 'half' }),
  });
}

export function ask(
  url: string,
  location: string,
  sender: Sender,
  method: 'HEAD' | 'DELETE',
): Promise<Response> {
  return fetch(`${url}${location}`, { method, headers: headersOf(sender) });
}

export const locationOf = (response: Response): string => response.headers.get('location') ?? '';

/** Sends a whole file; resolves with the id of its entry when the last byte was taken. */
export async function upload(
  url: string,
  sender: Sender,
  requestId: string,
  name: string,
  bytes: Uint8Array,
): Promise<MessageId> {
  const id = newEntryId();
  const begun = await begin(url, sender, { requestId, id, name, size: bytes.length });
  if (begun.status !== 201) throw new Error(`the upload was answered ${begun.status}`);
  const sent = await patch(url, locationOf(begun), sender, bytes);
  if (sent.status !== 204) throw new Error(`the bytes were answered ${sent.status}`);
  return id;
}

/** Waits until the file stands in the conversation that the page follows. */
export async function nextFile(page: TestPage) {
  const { entry } = await page.next('chat:entry', (told) => told.entry.kind === 'file');
  if (entry.kind !== 'file') throw new Error('this is no file');
  return entry;
}

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** One dot, of 1 × 1 pixels. */
export const tinyPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
  'base64',
);
