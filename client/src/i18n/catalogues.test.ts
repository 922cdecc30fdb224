import { describe, expect, it } from 'vitest';
import * as de from '@beside/shared/i18n/de';
import * as en from '@beside/shared/i18n/en';
import * as es from '@beside/shared/i18n/es';
import { createI18n, type I18n } from './createI18n.ts';
import { createLightI18n } from './createLightI18n.ts';
import { chooseLanguage } from '@beside/shared/i18n/languages';

const flat = (words: typeof en | typeof de): [string, string][] =>
  Object.values(words).flatMap((table) => Object.entries<string>(table));
type Values = Record<string, string | number>;
/** Something for every placeholder there is. */
const filling: Values = Object.fromEntries<string>(
  flat(en).flatMap(([, text]) =>
    [...text.matchAll(/{{(\w+)}}/g)].map(([, name = '']) => [name, '<$&>'] as const),
  ),
);
const placeholders = (text: string): string[] => (text.match(/{{\w+}}/g) ?? []).sort();

/** By names that are read from a table, which no type can check. */
const fill = ({ t }: I18n, key: string, values: Values): string =>
  (t as (key: string, values: Values) => string)(key, values);

describe('catalogues', () => {
  it.each([
    ['German', de],
    ['Spanish', es],
  ])('[P10] %s fills in what English fills in', (_name, words) => {
    const translated = new Map(flat(words));
    for (const [key, text] of flat(en)) {
      const other = placeholders(translated.get(key) ?? '');
      expect({ key, placeholders: other }).toEqual({ key, placeholders: placeholders(text) });
    }
  });

  it('has no key twice across the tables', () => {
    const keys = flat(en).map(([key]) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('[P10] chooses the first language that both speak', () => {
    expect(chooseLanguage(['fr-CA', 'de-AT', 'en'])).toBe('de');
    expect(chooseLanguage(['ja'])).toBe('en');
    expect(chooseLanguage([])).toBe('en');
  });

  it('counts as the language does', async () => {
    const { t } = await createI18n('en', en.consoleWords);
    expect(t('list.unread', { count: 1 })).toBe('1 unread message');
    expect(t('list.unread', { count: 2 })).toBe('2 unread messages');
  });

  it('shows what people wrote as they wrote it', async () => {
    const { t } = await createI18n('en', en.chatWords);
    const text = '<b>&amp; {{name}} $t(chat.send)';
    expect(t('chat.announce', { name: 'Ada', text })).toBe(`Ada: ${text}`);
  });

  it.each([
    ['en', en],
    ['es', es],
    ['de', de],
  ] as const)('[P10] the portal reads %s as the console does', async (language, words) => {
    const table = { ...words.chatWords, ...words.portalWords };
    const [whole, light] = await Promise.all([
      createI18n(language, table),
      createLightI18n(language, table),
    ]);
    for (const key of Object.keys(table).map((name) => name.replace(/_(one|other)$/, ''))) {
      for (const count of [0, 1, 2, 21]) {
        const values = { ...filling, count };
        expect(fill(light, key, values)).toBe(fill(whole, key, values));
      }
    }
  });
});
