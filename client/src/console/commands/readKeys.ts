/**
 * Whether somebody writes one of a keyboard's third signs: on Windows the key for them counts as Ctrl
 * and Alt.
 */
export function isWritingThird(event: KeyboardEvent): boolean {
  return event.ctrlKey && !event.metaKey && event.getModifierState('AltGraph');
}

/** Where the signs are on most keyboards, one of them with Shift only. */
const signs: Readonly<Record<string, string>> = { Equal: '+', Minus: '-' };

/**
 * Which keys were struck, as commands name them: `Alt+J`, `Ctrl+K`, `?`. Where Alt makes another
 * letter of it, as on a Mac, the place on the keyboard counts. ⌘ stands for Ctrl.
 */
export function readKeys({
  key,
  code,
  altKey,
  ctrlKey,
  metaKey,
}: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey'>): string {
  const isPlain = /^[a-z0-9+-]$/i.test(key);
  const placed = /^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? signs[code];
  const name = isPlain || !altKey ? key : (placed ?? key);
  const held = [...(ctrlKey || metaKey ? ['Ctrl'] : []), ...(altKey ? ['Alt'] : [])];
  return [...held, name.length === 1 ? name.toUpperCase() : name].join('+');
}
