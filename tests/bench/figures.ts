import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where benchmarks leave what they found. */
export const figuresFolder = fileURLToPath(new URL('../../.bench', import.meta.url));

/** Writes `.bench/NAME.json`: the figures, when, and on what machine. */
export async function writeFigures(name: string, figures: object): Promise<void> {
  await mkdir(figuresFolder, { recursive: true });
  const machine = { cores: cpus().length, model: cpus()[0]?.model, node: process.version };
  const whole = { at: new Date().toISOString(), machine, ...figures };
  await writeFile(join(figuresFolder, `${name}.json`), JSON.stringify(whole, null, 2));
}
