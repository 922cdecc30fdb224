import type {
  adminWords,
  chatWords,
  consoleWords,
  embedWords,
  helperWords,
  mailWords,
  portalWords,
  tabWords,
} from './en.ts';

/** A face's table in any language: the keys of the English one. */
export type ChatWords = Record<keyof typeof chatWords, string>;
export type PortalWords = Record<keyof typeof portalWords, string>;
export type EmbedWords = Record<keyof typeof embedWords, string>;
export type TabWords = Record<keyof typeof tabWords, string>;
export type ConsoleWords = Record<keyof typeof consoleWords, string>;
export type AdminWords = Record<keyof typeof adminWords, string>;
export type MailWords = Record<keyof typeof mailWords, string>;
export type HelperWords = Record<keyof typeof helperWords, string>;
