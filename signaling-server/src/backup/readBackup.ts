import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { readAll, readTar, type TarEntry } from '../archive/readTar.ts';
import { sealedMagic, unsealStream, WrongPassphrase } from '../archive/sealStream.ts';
import { endPath, endSchema, manifestPath, manifestSchema, type Manifest } from './format.ts';

/** A backup cannot be used; the message is one sentence for whoever wants to restore it. */
export class BadBackup extends Error {}

/**
 * The files of a backup, without its first and its last. What was read is only good when this has
 * come to its end.
 *
 * @param onManifest called first
 * @throws BadBackup
 */
export async function* readBackup(
  path: string,
  passphrase: string | undefined,
  onManifest: (manifest: Manifest) => void,
): AsyncIterable<TarEntry> {
  const found = new Map<string, { size: number; sha256: string }>();
  let isWhole = false;
  for await (const entry of entriesOf(path, passphrase)) {
    if (isWhole) throw new BadBackup(`${path} goes on after its end.`);
    const hash = createHash('sha256');
    const content = hashed(entry.content, hash);
    if (entry.path === endPath) {
      compare(path, found, endSchema.safeParse(parse(await readAll(content))).data);
      isWhole = true;
      continue;
    }
    if (found.size === 0) {
      const manifest = manifestSchema.safeParse(parse(await readAll(content)));
      if (entry.path !== manifestPath || !manifest.success) {
        throw new BadBackup(`${path} is no backup of Beside, or one of a newer version.`);
      }
      onManifest(manifest.data);
    } else yield { ...entry, content };
    // What nobody wanted to read is checked as well.
    for await (const chunk of entry.content) hash.update(chunk);
    found.set(entry.path, { size: entry.size, sha256: hash.digest('hex') });
  }
  if (!isWhole) throw damaged(path);
}

/** Looks through all of it. @throws BadBackup */
export async function checkBackup(path: string, passphrase: string | undefined) {
  let manifest: Manifest | undefined;
  let files = 0;
  try {
    for await (const entry of readBackup(path, passphrase, (read) => (manifest = read))) {
      if (/^(files|recordings)\//.test(entry.path)) files += 1;
    }
  } catch (cause) {
    if (cause instanceof WrongPassphrase) {
      throw new BadBackup(`${path} cannot be opened: ${cause.message}.`, { cause });
    }
    throw cause instanceof Error && isOfReading(cause) ? damaged(path, cause) : cause;
  }
  if (!manifest) throw damaged(path);
  return { manifest, files };
}

async function* entriesOf(path: string, passphrase: string | undefined): AsyncIterable<TarEntry> {
  const isSealed = await beginsSealed(path);
  if (isSealed && passphrase === undefined) {
    throw new BadBackup(`${path} is sealed: set BACKUP_PASSPHRASE to what it was sealed with.`);
  }
  const file = createReadStream(path);
  const unpack = createGunzip();
  // Failures come out where it is read.
  const done = (): void => undefined;
  const packed: Readable =
    isSealed && passphrase !== undefined
      ? pipeline(
          file,
          (source: AsyncIterable<Uint8Array>) => unsealStream(source, passphrase),
          unpack,
          done,
        )
      : pipeline(file, unpack, done);
  try {
    yield* readTar(packed);
  } finally {
    file.destroy();
    unpack.destroy();
  }
}

async function beginsSealed(path: string): Promise<boolean> {
  const file = await open(path).catch((cause: unknown) => {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException;
    throw new BadBackup(`${path} cannot be read (${code}).`, { cause });
  });
  try {
    const { buffer } = await file.read({ buffer: Buffer.alloc(sealedMagic.length), position: 0 });
    return buffer.equals(sealedMagic);
  } finally {
    await file.close();
  }
}

/** zlib's have a code that says so; ours say what they found. */
function isOfReading(failure: Error & { code?: unknown }): boolean {
  return (
    (typeof failure.code === 'string' && failure.code.startsWith('Z_')) ||
    failure.code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    failure.message === 'it ends too early' ||
    failure.message === 'a head is damaged'
  );
}

async function* hashed(
  content: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncIterable<Uint8Array> {
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
}

function compare(
  path: string,
  found: Map<string, { size: number; sha256: string }>,
  end: { entries: { path: string; size: number; sha256: string }[] } | undefined,
): void {
  const fits =
    end?.entries.length === found.size &&
    end.entries.every((entry) => {
      const own = found.get(entry.path);
      return own?.size === entry.size && own.sha256 === entry.sha256;
    });
  if (!fits) throw damaged(path);
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

const damaged = (path: string, cause?: Error): BadBackup =>
  new BadBackup(`${path} is damaged or not whole. Nothing was changed.`, { cause });
