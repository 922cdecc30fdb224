import { Readable } from 'node:stream';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { inspect } from './inspect.ts';
import { pictureSize } from './pictureSize.ts';

const look = (name: string, content: Buffer | string) =>
  inspect(name, () => Promise.resolve(Readable.from([Buffer.from(content)])));

const chunk = (type: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
};
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(height * (width * 3 + 1)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.from([2, 0, 1, 0, 0, 0, 0, 0x3b])]);
const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200, 1)]);
const cfb = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
/** A stored member, as zip writes it (APPNOTE 4.3.7). */
function zip(...members: [string, string][]): Buffer {
  const parts = members.map(([name, content]) => {
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt32LE(content.length, 18);
    header.writeUInt32LE(content.length, 22);
    header.writeUInt16LE(name.length, 26);
    return Buffer.concat([header, Buffer.from(name), Buffer.from(content)]);
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  return Buffer.concat([...parts, end]);
}
const wordTypes =
  '<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const docx = zip(['[Content_Types].xml', wordTypes], ['word/document.xml', '<w/>']);

test.each([
  ['photo.png', png(3, 2), 'image/png'],
  ['PHOTO.GIF', gif, 'image/gif'],
  ['notes.txt', 'Grüße\r\n\tline\n', 'text/plain'],
  ['old.log', Buffer.from('Gr\xfc\xdfe aus 1999', 'latin1'), 'text/plain'],
  ['windows.txt', Buffer.from('\ufeffhello', 'utf16le'), 'text/plain'],
  ['export.cfg', '<?xml version="1.0"?><a/>', 'text/plain'],
  ['page.txt', '<!doctype html><script>alert(1)</script>', 'text/plain'],
  ['letter.doc', cfb, 'application/msword'],
  ['letter.docx', docx, /wordprocessingml/],
  ['all.zip', zip(['a.txt', 'hello']), 'application/zip'],
])('[F2] %s is taken for what it is', async (name, content, type) => {
  expect(await look(name, content)).toMatchObject({
    ok: true,
    type: type instanceof RegExp ? (expect.stringMatching(type) as string) : type,
  });
});

test.each([
  ['a program named picture', 'holiday.png', exe],
  ['a program named text', 'readme.txt', exe],
  ['a page named picture', 'photo.jpg', '<!doctype html><script>alert(1)</script>'],
  ['a drawing with script named picture', 'photo.png', '<svg onload="alert(1)"/>'],
  ['a zip named document', 'letter.docx', zip(['evil.exe', 'MZ'])],
  ['a document named zip', 'letter.zip', docx],
  ['a picture of another type', 'photo.jpg', png(1, 1)],
  ['a text with NUL', 'notes.txt', 'hello\u0000world'],
  ['a PDF named text', 'notes.txt', '%PDF-1.7\n1 0 obj'],
  ['random bytes named rar', 'all.rar', Buffer.from('0123456789')],
  ['an old document named new', 'letter.docx', cfb],
])('[F2] %s is refused', async (_what, name, content) => {
  expect(await look(name, content)).toEqual({ ok: false, reason: 'file-mismatch' });
});

test('[F2] a polyglot is nothing but what it begins as', async () => {
  const polyglot = Buffer.concat([gif, Buffer.from('<script>alert(1)</script>'), zip(['a', 'b'])]);
  expect(await look('both.gif', polyglot)).toMatchObject({ ok: true, type: 'image/gif' });
  expect(await look('both.zip', polyglot)).toMatchObject({ ok: false });
  expect(await look('both.html', polyglot)).toEqual({ ok: false, reason: 'file-type' });
});

test('[F2] a picture that ends too early is broken', async () => {
  const cut = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
  expect(await look('photo.jpg', cut)).toEqual({ ok: false, reason: 'file-broken' });
});

test('[F1] the size of a picture is told, and one that is too large does not show itself', async () => {
  expect(await look('photo.png', png(30, 20))).toMatchObject({
    picture: { width: 30, height: 20 },
  });
  const bomb = png(1, 1);
  bomb.writeUInt32BE(50_000, 16);
  bomb.writeUInt32BE(50_000, 20);
  expect(await look('bomb.png', bomb)).toMatchObject({ ok: true, picture: null });
});

test('[F1] a photo that was taken sideways has the size it is shown in', () => {
  const exif = Buffer.from('45786966000049492a00080000000100120103000100000006000000', 'hex');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  const frame = Buffer.from('ffc000110800640096030111000211010311', 'hex');
  const jpeg = (segment: Buffer[]) =>
    Buffer.concat([Buffer.from('ffd8', 'hex'), ...segment, frame]);
  expect(pictureSize(jpeg([]))).toEqual({ width: 150, height: 100 });
  const turned = [Buffer.from('ffe1', 'hex'), length, exif];
  expect(pictureSize(jpeg(turned))).toEqual({ width: 100, height: 150 });
});
