import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const described = readFileSync(`${root}/.env.example`, 'utf8');
const settings = new Set(
  [...described.matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name),
);

/** Whether `.env.example` describes it, by itself or as what comes by a file. */
export function isSetting(name: string): boolean {
  return settings.has(name) || settings.has(name.replace(/_FILE$/, ''));
}
