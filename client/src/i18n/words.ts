import type { adminWords, chatWords, consoleWords, portalWords } from '@beside/shared/i18n/en';

type Words = typeof chatWords & typeof portalWords & typeof consoleWords & typeof adminWords;
type WithoutPlural<K> = K extends `${infer Base}_${'one' | 'other'}` ? Base : K;
type PlaceholdersIn<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | PlaceholdersIn<Rest>
  : never;
type TextOf<K extends TextKey> = K extends keyof Words
  ? Words[K]
  : Words[`${K}_other` & keyof Words];

/** Names a text; only those that the English catalogue has. */
export type TextKey = WithoutPlural<keyof Words>;

/** What a text needs to be filled in, by the placeholders of its English form. */
export type Values<K extends TextKey> = Record<PlaceholdersIn<TextOf<K>>, string | number>;

/** Gives a text in the reader's language. */
export type Translate = <K extends TextKey>(
  key: K,
  ...values: [PlaceholdersIn<TextOf<K>>] extends [never] ? [] : [Values<K>]
) => string;
