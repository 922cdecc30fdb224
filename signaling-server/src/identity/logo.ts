import { createHash } from 'node:crypto';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Logo } from '../ports.ts';

/** Largest logo, in bytes: it is part of the customer's first load. */
export const maxLogoBytes = 200_000;

type MediaType = Logo['mediaType'];

const isAt = (bytes: Buffer, offset: number, ...sign: number[]): boolean =>
  sign.every((byte, at) => bytes[offset + at] === byte);
const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];

/**
 * The raster types alone: a drawing in SVG can carry script. By content, whatever its name says.
 * Signatures: W3C PNG section 5.2, ITU-T T.81 B.1.1.3, RFC 9649 section 2.4.
 */
function mediaTypeOf(bytes: Buffer): MediaType | undefined {
  if (isAt(bytes, 0, 0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a)) return 'image/png';
  if (isAt(bytes, 0, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (isAt(bytes, 0, ...ascii('RIFF')) && isAt(bytes, 8, ...ascii('WEBP'))) return 'image/webp';
  return undefined;
}

/**
 * Makes a logo of a file that somebody chose.
 *
 * @throws CodedError('bad-request'), with the reason 'too-large' where it is
 */
export function readLogo(bytes: Buffer): Logo {
  if (bytes.length > maxLogoBytes) throw new CodedError('bad-request', 'too-large');
  const mediaType = mediaTypeOf(bytes);
  if (!mediaType) throw new CodedError('bad-request');
  return { mediaType, hash: createHash('sha256').update(bytes).digest('hex'), bytes };
}
