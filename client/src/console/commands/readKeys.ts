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
  const isPlain = /^[a-z0-9]$/i.test(key);
  const placed = /^(?:Key|Digit)(.)$/.exec(code)?.[1];
  const name = isPlain || !altKey ? key : (placed ?? key);
  const held = [...(ctrlKey || metaKey ? ['Ctrl'] : []), ...(altKey ? ['Alt'] : [])];
  return [...held, name.length === 1 ? name.toUpperCase() : name].join('+');
}
