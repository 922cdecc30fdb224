import { Scope } from '@beside/shared/lib/scope';
import { modifierBits } from '@beside/shared/protocol/input';
import type { Stroke } from './inputSender.ts';

interface Parts {
  /** Whether input is taken at present. */
  enabled: () => boolean;
  stroke(stroke: Stroke): void;
  /** Whether a key is this page's own, and stays here. */
  isLocal(event: KeyboardEvent): boolean;
  /** The technician's own paste: the browser hands the text over with it, and only then. */
  paste(text: string): void;
}

export interface KeyboardCapture {
  /** Takes the keyboard; an input method shows its window at this point of the stage. */
  focus(at?: { x: number; y: number }): void;
  close(): void;
}

/** Well below the bound of one message, in characters of up to four bytes. */
const textPiece = 1_000;

/**
 * Takes the keyboard by a text field of no size inside the stage: only there do input methods, dead
 * keys and emoji panels compose. The keys that the browser needs for itself (closing the tab, say)
 * never come here.
 */
export function captureKeyboard(
  stage: HTMLElement,
  { enabled, stroke, isLocal, paste }: Parts,
): KeyboardCapture {
  const scope = new Scope();
  // The stage may be in a window of its own.
  const { ownerDocument: page } = stage;
  const keptHere = new Set<string>();
  const field = createField(stage);
  scope.add(() => field.remove());

  let place = { x: 0, y: 0 };
  const focus = (at = place): void => {
    place = at;
    field.focus({ preventScroll: true });
  };
  /** Where text is about to be composed, and not at each press: to lay out the page is work. */
  const lay = (): void => {
    Object.assign(field.style, { left: `${place.x}px`, top: `${place.y}px` });
  };

  const key = (type: 'key-down' | 'key-up') => (event: KeyboardEvent) => {
    if (!enabled()) return;
    if (isLeft(event)) return lay();
    if (type === 'key-up' && keptHere.delete(event.code)) return;
    if (type === 'key-down' && isLocal(event)) {
      keptHere.add(event.code);
      return;
    }
    if (event.target === stage) focus();
    event.preventDefault();
    event.stopPropagation();
    stroke({
      type,
      code: event.code.slice(0, 32),
      key: event.key.slice(0, 8),
      modifiers: modifiersOf(event),
      location: event.location & 3,
      repeat: event.repeat,
    });
  };
  scope.listen<KeyboardEvent>(stage, 'keydown', key('key-down'));
  scope.listen<KeyboardEvent>(stage, 'keyup', key('key-up'));

  const tell = (text: string): void => {
    field.value = '';
    const signs = enabled() ? [...text] : [];
    for (let at = 0; at < signs.length; at += textPiece) {
      stroke({ type: 'text', text: signs.slice(at, at + textPiece).join('') });
    }
  };
  scope.listen(field, 'compositionstart', lay);
  scope.listen<CompositionEvent>(field, 'compositionend', ({ data }) => tell(data));
  // Without a composition: an emoji panel, dictation, a keyboard on the screen.
  scope.listen<InputEvent>(field, 'input', (event) => {
    if (!event.isComposing) tell(field.value);
  });
  scope.listen<ClipboardEvent>(field, 'paste', (event) => {
    event.preventDefault();
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (enabled() && text !== '') paste(text);
  });

  const letGo = (): void => {
    if (enabled()) stroke({ type: 'release' });
  };
  scope.listen<FocusEvent>(stage, 'focus', () => {
    if (enabled()) focus();
  });
  scope.listen<FocusEvent>(stage, 'focusout', ({ relatedTarget }) => {
    if (!stage.contains(relatedTarget as Node | null)) letGo();
  });
  scope.listen(page.defaultView ?? window, 'blur', letGo);
  scope.listen(page, 'visibilitychange', () => {
    if (page.visibilityState === 'hidden') letGo();
  });
  return { focus, close: () => scope.close() };
}

/** The `keyCode` of a key that an input method has (W3C UI Events, 7.3.1). */
const composedKeyCode = 229;

/** What the browser keeps: text in the making, and its own paste. */
function isLeft(event: KeyboardEvent): boolean {
  // Safari says of the key that ends a composition nothing but this number.
  const { keyCode } = event as { keyCode: number };
  const composes =
    event.isComposing || keyCode === composedKeyCode || /^(Dead|Process)$/.test(event.key);
  const pastes = (event.ctrlKey || event.metaKey) && !event.altKey && /^v$/i.test(event.key);
  return composes || pastes;
}

type Modified = Pick<KeyboardEvent, 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

export function modifiersOf(event: Modified): number {
  return (
    (event.shiftKey ? modifierBits.shift : 0) |
    (event.ctrlKey ? modifierBits.control : 0) |
    (event.altKey ? modifierBits.alt : 0) |
    (event.metaKey ? modifierBits.meta : 0)
  );
}

function createField(stage: HTMLElement): HTMLTextAreaElement {
  const field = stage.ownerDocument.createElement('textarea');
  Object.assign(field, { tabIndex: -1, title: stage.ariaLabel ?? '', rows: 1, spellcheck: false });
  field.setAttribute('autocapitalize', 'off');
  const small = { width: '1px', height: '1px', padding: '0', border: '0', resize: 'none' };
  const unseen = {
    opacity: '0',
    pointerEvents: 'none',
    outline: 'none',
    caretColor: 'transparent',
  };
  Object.assign(field.style, { position: 'absolute', left: '0', top: '0', ...small, ...unseen });
  stage.append(field);
  return field;
}
