import { describe, expect, it } from 'vitest';
import * as de from '@beside/shared/i18n/de';
import * as en from '@beside/shared/i18n/en';
import * as es from '@beside/shared/i18n/es';
import { createI18n } from './createI18n.ts';
import { chooseLanguage } from '@beside/shared/i18n/languages';

const flat = (words: typeof en | typeof de): [string, string][] =>
  Object.values(words).flatMap((table) => Object.entries<string>(table));
const placeholders = (text: string): string[] => (text.match(/{{\w+}}/g) ?? []).sort();

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
});
