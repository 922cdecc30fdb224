/** The languages there are, the fallback first. */
export const languages = ['en', 'es', 'de'] as const;
export type Language = (typeof languages)[number];

/** The first language that both the reader and we speak. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split('-')[0];
    const found = languages.find((language) => language === base);
    if (found) return found;
  }
  return 'en';
}
