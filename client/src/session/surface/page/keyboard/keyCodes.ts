const named: Readonly<Record<string, number>> = {
  Backspace: 8,
  Tab: 9,
  Enter: 13,
  Shift: 16,
  Control: 17,
  Alt: 18,
  AltGraph: 225,
  Pause: 19,
  CapsLock: 20,
  Escape: 27,
  ' ': 32,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  PrintScreen: 44,
  Insert: 45,
  Delete: 46,
  Meta: 91,
  ContextMenu: 93,
  NumLock: 144,
  ScrollLock: 145,
};

const byCode: Readonly<Record<string, number>> = {
  NumpadMultiply: 106,
  NumpadAdd: 107,
  NumpadSubtract: 109,
  NumpadDecimal: 110,
  NumpadDivide: 111,
  Semicolon: 186,
  Equal: 187,
  Comma: 188,
  Minus: 189,
  Period: 190,
  Slash: 191,
  Backquote: 192,
  BracketLeft: 219,
  Backslash: 220,
  BracketRight: 221,
  Quote: 222,
};

/** The legacy `keyCode` that pages still read (W3C UI Events, appendix "Legacy Key Attributes"). */
export function keyCodeOf(key: string, code: string): number {
  const known = named[key] ?? byCode[code];
  if (known !== undefined) return known;
  const numpad = /^Numpad(\d)$/.exec(code)?.[1];
  if (numpad) return 96 + Number(numpad);
  const functionKey = /^F(\d{1,2})$/.exec(key)?.[1];
  if (functionKey) return 111 + Number(functionKey);
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit) return 48 + Number(digit);
  return /^[a-z\d]$/i.test(key) ? key.toUpperCase().charCodeAt(0) : 0;
}
