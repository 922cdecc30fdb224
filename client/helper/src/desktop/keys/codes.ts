/** The keys that a hand can press by their place: `KeyboardEvent.code` of W3C UI Events. */
export const keyCodes = [
  ...(['Backquote', 'Backslash', 'BracketLeft', 'BracketRight', 'Comma', 'Equal'] as const),
  ...(['Minus', 'Period', 'Quote', 'Semicolon', 'Slash', 'Space'] as const),
  ...(['IntlBackslash', 'IntlRo', 'IntlYen'] as const),
  ...(['Digit0', 'Digit1', 'Digit2', 'Digit3', 'Digit4'] as const),
  ...(['Digit5', 'Digit6', 'Digit7', 'Digit8', 'Digit9'] as const),
  ...(['KeyA', 'KeyB', 'KeyC', 'KeyD', 'KeyE', 'KeyF', 'KeyG', 'KeyH', 'KeyI'] as const),
  ...(['KeyJ', 'KeyK', 'KeyL', 'KeyM', 'KeyN', 'KeyO', 'KeyP', 'KeyQ', 'KeyR'] as const),
  ...(['KeyS', 'KeyT', 'KeyU', 'KeyV', 'KeyW', 'KeyX', 'KeyY', 'KeyZ'] as const),
  ...(['AltLeft', 'AltRight', 'ControlLeft', 'ControlRight'] as const),
  ...(['MetaLeft', 'MetaRight', 'ShiftLeft', 'ShiftRight'] as const),
  ...(['Backspace', 'ContextMenu', 'Enter', 'Escape', 'Tab'] as const),
  ...(['Delete', 'End', 'Home', 'Insert', 'PageDown', 'PageUp'] as const),
  ...(['ArrowDown', 'ArrowLeft', 'ArrowRight', 'ArrowUp'] as const),
  ...(['Numpad0', 'Numpad1', 'Numpad2', 'Numpad3', 'Numpad4'] as const),
  ...(['Numpad5', 'Numpad6', 'Numpad7', 'Numpad8', 'Numpad9'] as const),
  ...(['NumpadAdd', 'NumpadDecimal', 'NumpadDivide', 'NumpadEnter', 'NumpadEqual'] as const),
  ...(['NumpadMultiply', 'NumpadSubtract'] as const),
  ...(['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10', 'F11', 'F12'] as const),
  ...(['F13', 'F14', 'F15', 'F16', 'F17', 'F18', 'F19', 'F20'] as const),
  ...(['PrintScreen', 'Pause'] as const),
  ...(['AudioVolumeDown', 'AudioVolumeMute', 'AudioVolumeUp'] as const),
];
export type KeyCode = (typeof keyCodes)[number];

/** A platform's number for every key; `null` where it knows no such key. */
export type KeyTable = Readonly<Record<KeyCode, number | null>>;

const known: ReadonlySet<string> = new Set(keyCodes);

export function isKeyCode(code: string): code is KeyCode {
  return known.has(code);
}
