import type { InputRefusal } from '@beside/shared/protocol/input';
import { documentsOf, isElement } from './composedTree.ts';
import { isFileInput } from './elements.ts';
import { isGuarded, pressRefusal } from './protection.ts';

const deeds = [
  'click',
  'dblclick',
  'auxclick',
  'contextmenu',
  'mousedown',
  'mouseup',
  'pointerdown',
  'pointerup',
  'keydown',
  'keypress',
  'keyup',
  'beforeinput',
  'submit',
  'reset',
  'drop',
];
interface Shielded {
  /** Why something was held back. */
  refusal?: InputRefusal;
}

type Judge = (event: Event, target: Element) => InputRefusal | undefined;

/** Holds back what an act would do to what is protected. */
export interface Shield {
  /**
   * Carries out `act`, and stops the events that it causes wherever there is a reason. Nothing else can
   * happen meanwhile: the act is synchronous.
   */
  during(act: () => void): Shielded;
  /** The hand is gone: nothing is listened to any more. */
  end(): void;
}

/**
 * Listens from the first act on until the end, since to begin and to end with each act is work that the
 * hand waits for.
 */
function createShield(page: Window, types: readonly string[], judge: Judge): Shield {
  let held: Shielded | undefined;
  const listening = new Map<Document, Window>();

  const stop = (event: Event): void => {
    if (!held) return;
    const target = event.composedPath()[0];
    const refusal = isElement(target) ? judge(event, target) : undefined;
    if (!refusal) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held.refusal ??= refusal;
  };
  const listen = (): void => {
    // A frame that is gone takes its listeners along.
    for (const document of listening.keys()) if (!document.defaultView) listening.delete(document);
    for (const document of documentsOf(page.document)) {
      const window = document.defaultView;
      if (!window || listening.has(document)) continue;
      listening.set(document, window);
      for (const type of types) window.addEventListener(type, stop, true);
    }
  };
  const letGo = ([document, window]: [Document, Window]): void => {
    for (const type of types) window.removeEventListener(type, stop, true);
    listening.delete(document);
  };

  return {
    during(act) {
      listen();
      const around = held;
      const own: Shielded = (held = {});
      try {
        act();
      } finally {
        held = around;
      }
      return own;
    },
    end: () => [...listening].forEach(letGo),
  };
}

/** Carries out one act, and stops the events that it causes wherever `judge` finds a reason. */
export function shielded(
  page: Window,
  types: readonly string[],
  judge: Judge,
  act: () => void,
): Shielded {
  const shield = createShield(page, types, judge);
  try {
    return shield.during(act);
  } finally {
    shield.end();
  }
}

/**
 * Lets nothing that follows from an act on the page, a label's click, a submission, a handler's
 * `click()`, reach a protected element.
 */
export function createDeedShield(page: Window): Shield {
  return createShield(page, deeds, refusalOf);
}

function refusalOf(event: Event, target: Element): InputRefusal | undefined {
  if (event.type === 'click') {
    return pressRefusal(target) ?? (isFileInput(target) ? 'file-picker' : undefined);
  }
  const submitter = event.type === 'submit' ? (event as SubmitEvent).submitter : null;
  if (submitter) return pressRefusal(submitter) ?? (isGuarded(target) ? 'guarded' : undefined);
  return isGuarded(target) ? 'guarded' : undefined;
}
