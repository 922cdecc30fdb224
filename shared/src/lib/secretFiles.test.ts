import { expect, it } from 'vitest';
import { withSecretFiles } from './secretFiles.ts';

const files: Record<string, string> = {
  '/run/secrets/key': 'a key that is long enough\n',
  '/run/secrets/empty': '\n',
  '/run/secrets/lines': 'one\ntwo\n',
};
const read = (path: string): string => {
  const text = files[path];
  if (text === undefined) throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });
  return text;
};
const taken = (environment: Record<string, string>) =>
  withSecretFiles(environment, ['SECRET_KEY', 'SFU_SECRET'], read);

it('[O5] takes a secret from the file that is named, without the end of its line', () => {
  expect(taken({ SECRET_KEY_FILE: '/run/secrets/key', SFU_SECRET: 'given' })).toMatchObject({
    SECRET_KEY: 'a key that is long enough',
    SFU_SECRET: 'given',
  });
  expect(taken({ SECRET_KEY: 'given', SECRET_KEY_FILE: '' })['SECRET_KEY']).toBe('given');
  expect(taken({ PORT_FILE: '/run/secrets/none' })).toEqual({ PORT_FILE: '/run/secrets/none' });
});

it.each([
  [
    { SECRET_KEY_FILE: '/run/secrets/none' },
    'SECRET_KEY_FILE: /run/secrets/none cannot be read (ENOENT)',
  ],
  [{ SECRET_KEY_FILE: '/run/secrets/empty' }, 'SECRET_KEY_FILE: /run/secrets/empty is empty'],
  [{ SECRET_KEY_FILE: '/run/secrets/lines' }, 'is not one line'],
  [{ SFU_SECRET: 'hush', SFU_SECRET_FILE: '/run/secrets/key' }, 'SFU_SECRET and SFU_SECRET_FILE'],
])('[O5] refuses %o, and says which setting it is', (environment, message) => {
  expect(() => taken(environment)).toThrow(message);
  expect(() => taken(environment)).not.toThrow(/hush|one\n|long enough/);
});
