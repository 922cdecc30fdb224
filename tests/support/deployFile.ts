import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../deploy/', import.meta.url));

/**
 * A file of `deploy`, with what its comments say is to be changed changed.
 *
 * @throws Error where it says no such thing: what is tried is what is handed out
 */
export async function deployFile(
  path: string,
  changes: Readonly<Record<string, string>>,
): Promise<string> {
  const text = await readFile(folder + path, 'utf8');
  const wanted = Object.keys(changes).sort((a, b) => b.length - a.length);
  const missing = wanted.filter((from) => !text.includes(from));
  if (missing.length > 0) throw new Error(`deploy/${path} does not say ${missing.join(', ')}`);
  // In one go: what has been put in is not changed again.
  const any = new RegExp(wanted.map((from) => from.replaceAll(/[^\w]/g, '\\$&')).join('|'), 'g');
  return text.replace(any, (from) => changes[from] ?? from);
}
