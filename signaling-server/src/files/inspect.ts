import { Readable } from 'node:stream';
import {
  extensionOf,
  isPicture,
  mediaTypeOf,
  type FileExtension,
} from '@beside/shared/domain/fileTypes';
import type { Inspect } from '../ports/files.ts';
import { pictureSize } from './pictureSize.ts';
import { TextProbe } from './textProbe.ts';

/** How much of a picture is looked at for its size: more than cameras put before it. */
const headBytes = 512 * 1024;
/** A larger one is not shown by itself: decoded, it would take a gigabyte. */
const maxShownPixels = 100_000_000;
/** What pages do not show. */
const notShown: ReadonlySet<FileExtension> = new Set(['tif', 'tiff']);

/** What the content has to be for an extension, in the words of file-type. */
const contents: Partial<Record<FileExtension, readonly string[]>> = {
  jpeg: ['jpg'],
  jpg: ['jpg'],
  png: ['png', 'apng'],
  gif: ['gif'],
  bmp: ['bmp'],
  tiff: ['tif'],
  tif: ['tif'],
  pdf: ['pdf'],
  doc: ['cfb'],
  xls: ['cfb'],
  ppt: ['cfb'],
  pps: ['cfb'],
  docx: ['docx'],
  odt: ['odt'],
  xlsx: ['xlsx'],
  pptx: ['pptx'],
  ppsx: ['ppsx'],
  rar: ['rar'],
  zip: ['zip'],
};
/** Text with a signature: harmless under the name of a text, which is all that it is served as. */
const textual: ReadonlySet<string> = new Set([
  'xml',
  'ics',
  'vcf',
  'vtt',
  'rtf',
  'ps',
  'eps',
  'pgp',
]);

/**
 * Whether a file is what the end of its name says (rule F2): both have to agree. What has no
 * signature has to be text.
 */
export const inspect: Inspect = async (name, open) => {
  const extension = extensionOf(name);
  if (!extension) return { ok: false, reason: 'file-type' };
  const detected = await detect(await open());
  const expected = contents[extension];
  if (expected ? !expected.includes(detected ?? '') : detected && !textual.has(detected)) {
    return { ok: false, reason: 'file-mismatch' };
  }
  const type = mediaTypeOf(extension);
  if (!expected) {
    return (await isText(await open()))
      ? { ok: true, type, picture: null }
      : { ok: false, reason: 'file-mismatch' };
  }
  if (!isPicture(extension) || notShown.has(extension)) return { ok: true, type, picture: null };
  const size = pictureSize(await readHead(await open()));
  if (!size) return { ok: false, reason: 'file-broken' };
  const isShown = size.width * size.height <= maxShownPixels;
  return { ok: true, type, picture: isShown ? size : null };
};

async function detect(stream: Readable): Promise<string | undefined> {
  try {
    // Loaded with the first file.
    const { fileTypeFromStream } = await import('file-type');
    return (await fileTypeFromStream(Readable.toWeb(stream) as ReadableStream<Uint8Array>))?.ext;
  } finally {
    stream.destroy();
  }
}

async function isText(stream: Readable): Promise<boolean> {
  const probe = new TextProbe();
  for await (const chunk of stream as AsyncIterable<Buffer>) if (!probe.take(chunk)) break;
  return probe.end();
}

async function readHead(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= headBytes) break;
  }
  return Buffer.concat(chunks);
}
