import {
  controlLevels,
  controlSpans,
  type ControlLevel,
  type ControlSpan,
} from '../domain/control.ts';
import { inputRefusals, type InputRefusal } from './inputMessage.ts';

/**
 * What a page that shares and the tab that it shares say to each other on their channel, as JSON;
 * the hand's own messages, and those of the board, go there as they are (see `input.ts` and
 * `drawing.ts`). SPEC.md, section I.
 */
export type ToTab =
  /** Shows by its capture handle that it is the tab that is captured. */
  | { type: 'prove'; proof: string }
  /** It is. `visit` names this share of this tab: what is agreed to counts for no other. */
  | { type: 'welcome'; visit: string }
  | ({ type: 'ask' } & TabAsk)
  /** There is no grant any more. */
  | { type: 'over' }
  /** Who draws under that number; what is drawn comes as the board says it (see `drawing.ts`). */
  | { type: 'author'; author: number; name: string }
  /** The page that shares is still there. */
  | { type: 'beat' }
  /** This tab is not shared any more. */
  | { type: 'bye' };

/** A grant, for which this tab is to agree as well. */
export interface TabAsk {
  grant: number;
  level: ControlLevel;
  span: ControlSpan;
  /** Given without a new question on the page that shares. */
  again: boolean;
  /** The technician's id, or `inTabTheCustomer`; and the name. */
  by: string;
  technician: string;
}

/** What recognises a text inside another one: its length in UTF-16 units, and two polynomial hashes of it. */
export interface TextPrint {
  length: number;
  base: number;
  hashes: [number, number];
}

export type FromTab =
  /** Nothing private is painted here any more. */
  | { type: 'covered' }
  /** Something private cannot be kept from being painted, or can again. */
  | { type: 'exposed'; exposed: boolean }
  /** What is drawn shows on this page from now on, and thereby in the picture. */
  | { type: 'draws' }
  /** The question lies before the customer. */
  | { type: 'asking' }
  | { type: 'agreed' | 'declined'; grant: number }
  /** The customer has taken control back here. */
  | { type: 'back' }
  /** The customer's own mouse or keyboard is used here. */
  | { type: 'own'; reason: 'pointer' | 'keyboard' }
  /** What the clipboard has from a private place of this tab now; `null`: nothing. */
  | { type: 'copied'; print: TextPrint | null }
  | { type: 'refused'; grant: number; seq: number; reason: InputRefusal };

/** In the place of a technician's id: a hand of the customer's, in a technician's tab (rule I6). */
export const inTabTheCustomer = 'customer';

const maxLength = 1024;
export const maxTabNameLength = 200;
const maxAuthor = 255;

type Fields = Record<string, unknown>;

const isWord = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(value);
const isU32 = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffffffff;
const isOneOf = <T extends string>(all: readonly T[], value: unknown): value is T =>
  all.includes(value as T);

/** @returns `undefined` for anything that is not a message of the page that shares */
export function decodeToTab(text: unknown): ToTab | undefined {
  const fields = parse(text);
  if (!fields) return undefined;
  const { type, proof, visit } = fields;
  switch (type) {
    case 'prove':
      return isWord(proof) ? { type, proof } : undefined;
    case 'welcome':
      return isWord(visit) ? { type, visit } : undefined;
    case 'ask':
      return readAsk(fields);
    case 'author':
      return readAuthor(fields);
    case 'over':
    case 'beat':
    case 'bye':
      return { type };
    default:
      return undefined;
  }
}

function readAsk({ grant, level, span, again, by, technician }: Fields): ToTab | undefined {
  const isWhole =
    isU32(grant) &&
    isOneOf(controlLevels, level) &&
    isOneOf(controlSpans, span) &&
    typeof again === 'boolean' &&
    isWord(by) &&
    typeof technician === 'string' &&
    technician.length <= maxTabNameLength;
  return isWhole ? { type: 'ask', grant, level, span, again, by, technician } : undefined;
}

function readAuthor({ author, name }: Fields): ToTab | undefined {
  const isWhole =
    isU32(author) &&
    author <= maxAuthor &&
    typeof name === 'string' &&
    name.length <= maxTabNameLength;
  return isWhole ? { type: 'author', author, name } : undefined;
}

/** @returns `undefined` for anything that is not a message of the tab */
export function decodeFromTab(text: unknown): FromTab | undefined {
  const fields = parse(text);
  if (!fields) return undefined;
  const { type, exposed, grant, reason, seq, print } = fields;
  switch (type) {
    case 'covered':
    case 'draws':
    case 'asking':
    case 'back':
      return { type };
    case 'exposed':
      return typeof exposed === 'boolean' ? { type, exposed } : undefined;
    case 'agreed':
    case 'declined':
      return isU32(grant) ? { type, grant } : undefined;
    case 'own':
      return isOneOf(['pointer', 'keyboard'] as const, reason) ? { type, reason } : undefined;
    case 'copied':
      return print === null || isPrint(print) ? { type, print } : undefined;
    case 'refused':
      return isU32(grant) && isU32(seq) && isOneOf(inputRefusals, reason)
        ? { type, grant, seq, reason }
        : undefined;
    default:
      return undefined;
  }
}

function isPrint(value: unknown): value is TextPrint {
  if (typeof value !== 'object' || value === null) return false;
  const { length, base, hashes } = value as Partial<Record<keyof TextPrint, unknown>>;
  return (
    isU32(length) &&
    isU32(base) &&
    Array.isArray(hashes) &&
    hashes.length === 2 &&
    hashes.every(isU32)
  );
}

function parse(text: unknown): Fields | undefined {
  if (typeof text !== 'string' || text.length > maxLength) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
  } catch (failure) {
    if (failure instanceof SyntaxError) return undefined;
    throw failure;
  }
}
