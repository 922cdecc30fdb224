/** Most points of a `trail`. */
export const maxTrail = 32;
/** Longest composed text in one message, in bytes of UTF-8. */
export const maxTextBytes = 4096;

/** Bits of `modifiers`. */
export const modifierBits = { shift: 1, control: 2, alt: 4, meta: 8 } as const;

/** A place in the frame that was sent: 0 is its left or upper edge, 65,535 the other. */
export interface FramePoint {
  x: number;
  y: number;
}

export interface Numbered {
  /** The grant that allows it, a u32 of the customer's browser. */
  grantId: number;
  /**
   * On `keys`: 1, 2, 3 … for each grant without a gap. On `moves`: counts moves alone.
   */
  seq: number;
}

interface At extends Numbered, FramePoint {
  modifiers: number;
}

export type InputMessage =
  /** `after` is the newest `keys` number sent before: a move of before a click is not carried out after it. */
  | ({
      type: 'move';
      after: number;
      buttons: number;
      /** Where the pointer was since the move before, oldest first, while a button is down. */
      trail?: readonly FramePoint[] | undefined;
    } & At)
  | ({ type: 'down' | 'up'; button: number; buttons: number; clicks: number } & At)
  /** Deltas in CSS pixels of the shared page, positive right and down. */
  | ({ type: 'wheel'; deltaX: number; deltaY: number } & At)
  | ({
      type: 'key-down' | 'key-up';
      code: string;
      key: string;
      modifiers: number;
      /** W3C `KeyboardEvent.location`, 0 to 3. */
      location: number;
      repeat: boolean;
    } & Numbered)
  /** Composed text (an input method, dead keys). */
  | ({ type: 'text'; text: string } & Numbered)
  /** The hand is gone: let go of every key and button. */
  | ({ type: 'release' } & Numbered)
  /** The technician asks for the text of the customer's clipboard. */
  | ({ type: 'clip-ask' } & Numbered)
  /** A part of a clipboard's text, from either side; it is whole with the `last`. */
  | ({ type: 'clip'; part: number; last: boolean; text: string } & Numbered)
  /** What became of a clipboard's text that was offered or asked for, from either side. */
  | ({ type: 'clip-answer'; answer: ClipAnswer } & Numbered)
  /** From the customer's side: everything on `keys` up to `seq` has been carried out or refused. */
  | ({ type: 'done' } & Numbered)
  /** From the customer's side: `seq` was not carried out, and why. */
  | ({ type: 'refused'; reason: InputRefusal } & Numbered)
  /** From the customer's side: their own mouse or keyboard is in use, they are asked something, or it is over. */
  | ({ type: 'hold'; reason: HoldReason | 'none' } & Numbered);

export const holdReasons = ['pointer', 'keyboard', 'question'] as const;
export type HoldReason = (typeof holdReasons)[number];

/** `got` is the technician's answer, the others are the customer's. */
export const clipAnswers = [
  'got',
  'written',
  'inserted',
  'declined',
  'too-large',
  'failed',
] as const;
export type ClipAnswer = (typeof clipAnswers)[number];
export const clipboardTypes = ['clip-ask', 'clip', 'clip-answer'] as const;
type ClipboardType = (typeof clipboardTypes)[number];

/** Messages about a clipboard, which move nothing themselves. */
export type ClipboardMessage = Extract<InputMessage, { type: ClipboardType }>;
/** What comes from the technician's side. */
export type ViewerMessage = Exclude<InputMessage, { type: 'done' | 'refused' | 'hold' }>;

export const inputRefusals = [
  'no-grant',
  'level',
  'private',
  'guarded',
  'needs-customer',
  'foreign-frame',
  'helper-away',
  'customer-active',
  'new-tab',
  'file-picker',
  'clipboard',
  'permission',
  'not-agreed',
  'tab-away',
] as const;
export type InputRefusal = (typeof inputRefusals)[number];
