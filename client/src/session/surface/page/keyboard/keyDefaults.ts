import type { InputRefusal } from '@beside/shared/protocol/input';
import { activate } from '../dom/activation.ts';
import { commandKey } from './commandKeys.ts';
import { controlKey } from './controlKeys.ts';
import { dismiss } from './dismissal.ts';
import { editByKey, typeText } from './editing.ts';
import { editableOf } from './editable.ts';
import { colourFieldOf, isButtonLike, isLink, isSummary } from '../dom/elements.ts';
import { focusOn } from '../dom/focus.ts';
import type { KeyStroke, Outcome } from './keyStroke.ts';
import type { Popups } from '../popup/popups.ts';
import { goThroughHistory } from '../dom/history.ts';
import { scrollByKey } from '../dom/scrolling.ts';
import { submitByEnter } from './submission.ts';
import { selectAllAfterTab } from '../dom/caret.ts';
import { nextByTab } from './tabOrder.ts';
import { createTypeahead } from './typeahead.ts';

type CarryOutKeyDefault = (
  stroke: KeyStroke,
  character: string | undefined,
) => InputRefusal | undefined;

/**
 * What a browser does by itself when a key goes down and no handler prevents it.
 * @param pressed where Tab starts when nothing has the focus
 */
export function createKeyDefaults(
  popups: Popups,
  pressed: () => Element | undefined,
): CarryOutKeyDefault {
  const typeahead = createTypeahead();
  return (stroke, character) => {
    const steps: (() => Outcome)[] = [
      () => (popups.dateKey(stroke.target, { ...stroke, character }) ? 'done' : 'passed'),
      () => goBack(stroke),
      () => tab(stroke, pressed()),
      () => dismiss(stroke),
      () => commandKey(stroke),
      () => activateByEnter(stroke),
      () => editByKey(stroke),
      () => (character ? typeText(stroke.target, character) : 'passed'),
      () => typeahead(stroke.target, character),
      () => openByKey(stroke, popups),
      () => controlKey(stroke),
      () => submitByEnter(stroke),
      () => scroll(stroke, pressed()),
    ];
    for (const step of steps) {
      const outcome = step();
      if (outcome !== 'passed') return outcome === 'done' ? undefined : outcome;
    }
    return undefined;
  };
}

function tab({ page, key, shift, alt, command }: KeyStroke, pressed: Element | undefined): Outcome {
  if (key !== 'Tab' || alt || command) return 'passed';
  const next = nextByTab(page, shift, pressed);
  if (next) {
    focusOn(next);
    selectAllAfterTab(next);
  }
  return 'done';
}

function goBack({ page, target, key, alt, command, shift }: KeyStroke): Outcome {
  if (!alt || command || shift || !/^Arrow(Left|Right)$/.test(key)) return 'passed';
  const view = target.ownerDocument.defaultView ?? page;
  return goThroughHistory(view, key === 'ArrowLeft' ? -1 : 1) ?? 'done';
}

function activateByEnter({ target, key }: KeyStroke): Outcome {
  const clickable = isButtonLike(target) || isLink(target) || isSummary(target);
  return key === 'Enter' && clickable ? (activate(target) ?? 'done') : 'passed';
}

/** Opens what stands open under a control: a list, suggestions, colours. */
function openByKey({ target, key, alt, command }: KeyStroke, popups: Popups): Outcome {
  if (command) return 'passed';
  const arrow = /^Arrow(Down|Up)$/.test(key);
  const opens = (alt && arrow) || (!alt && (key === 'F4' || key === ' '));
  if (opens && popups.openSelect(target)) return 'done';
  const colour = colourFieldOf(target);
  if (colour && !alt && /^( |Enter)$/.test(key)) {
    popups.openColours(colour);
    return 'done';
  }
  return key === 'ArrowDown' && popups.suggest(target, 'asked') ? 'done' : 'passed';
}

function scroll(stroke: KeyStroke, pressed: Element | undefined): Outcome {
  const { page, target, key, shift, alt, command } = stroke;
  if (alt || command || editableOf(target)) return 'passed';
  // Where nothing has the focus, keys scroll what was pressed last.
  const from = target.localName === 'body' && pressed?.isConnected ? pressed : target;
  scrollByKey(page, from, key, shift);
  return 'done';
}
