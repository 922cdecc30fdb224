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
  let text = await readFile(folder + path, 'utf8');
  for (const [from, to] of Object.entries(changes)) {
    if (!text.includes(from)) throw new Error(`deploy/${path} does not say ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}
