import { embedWords as de } from '@beside/shared/i18n/de';
import { embedWords as en } from '@beside/shared/i18n/en';
import { embedWords as es } from '@beside/shared/i18n/es';
import type { Language } from '@beside/shared/i18n/languages';
import type { EmbedWords } from '@beside/shared/i18n/words';

const tables: Record<Language, EmbedWords> = { en, es, de };

/** The few words that stand in the page before the portal's own are loaded. */
export interface EmbedTexts {
  open: string;
  close: string;
  title: string;
  loading: string;
  failed: string;
  again: string;
  unread(count: number): string;
}

export function textsIn(language: Language): EmbedTexts {
  const words = tables[language];
  return {
    open: words['embed.open'],
    close: words['embed.close'],
    title: words['embed.title'],
    loading: words['embed.loading'],
    failed: words['embed.failed'],
    again: words['embed.again'],
    unread: (count) =>
      words[count === 1 ? 'embed.unread_one' : 'embed.unread_other'].replace(
        '{{count}}',
        String(count),
      ),
  };
}
