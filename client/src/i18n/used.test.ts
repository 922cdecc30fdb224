import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import * as en from '@beside/shared/i18n/en';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Every source that may show words: of the pages, the helper, and the server's mails. */
function sources(): string {
  return ['client/src', 'client/helper/src', 'signaling-server/src']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
        .map((path) => readFileSync(join(root, folder, path), 'utf8')),
    )
    .join('\n');
}

/**
 * Keys stand in the sources as they are, or as templates, whose gaps are filled with something
 * that has no white space in it.
 */
function createFinder(text: string): (key: string) => boolean {
  const plain = new Set([...text.matchAll(/'([\w.-]+)'/g)].map(([, key]) => key));
  const templates = [...text.matchAll(/`([\w.-]*\$\{[^`]*)`/g)].map(
    ([, template = '']) => template,
  );
  const patterns = templates
    .map((template) => template.split(/\$\{(?:[^{}]|\{[^}]*\})*\}/))
    // A template that is all gap would name every key.
    .filter((parts) => parts.some((part) => /[a-z]{2}/.test(part)))
    .filter((parts) => parts.every((part) => /^[\w.-]*$/.test(part)))
    .map(
      (parts) =>
        new RegExp(
          `^${parts.map((part) => part.replaceAll('.', String.raw`\.`)).join(String.raw`\S+`)}$`,
        ),
    );
  return (key) => plain.has(key) || patterns.some((pattern) => pattern.test(key));
}

it('[P10] every word of the catalogue is shown somewhere', () => {
  const isNamed = createFinder(sources());
  const unused = Object.values(en)
    .flatMap((table) => Object.keys(table))
    .filter((key) => !isNamed(key) && !isNamed(key.replace(/_(one|other)$/, '')));
  expect(unused).toEqual([]);
});

it('[P10] a word that nothing names is found out', () => {
  const isNamed = createFinder(
    "t('form.name'); t(`error.${code}`); t(`event.${side}.ended-${by}`)",
  );
  expect(['form.name', 'error.too-fast', 'event.customer.ended-customer'].map(isNamed)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['form.email', 'errors.too-fast', 'event.customer.closed'].map(isNamed)).toEqual([
    false,
    false,
    false,
  ]);
});
