import { choose } from './controlKeys.ts';
import { isDisabled, isSelect } from '../dom/elements.ts';
import type { Outcome } from './keyStroke.ts';

/** Letters within this time make one word. */
const wordMs = 1000;

/** Typing in a select: the first option from the chosen one on that begins so. */
export function createTypeahead(): (target: Element, character: string | undefined) => Outcome {
  let typed = '';
  let typedAt = -Infinity;
  return (target, character) => {
    if (!character || !isSelect(target) || isDisabled(target)) return 'passed';
    const now = performance.now();
    // Space opens the list, unless it is in the middle of a word.
    if (character === ' ' && now - typedAt >= wordMs) return 'passed';
    typed = now - typedAt < wordMs ? typed + character : character;
    typedAt = now;
    choose(target, optionFor(target, typed.trimStart().toLowerCase()));
    return 'done';
  };
}

function optionFor(select: HTMLSelectElement, typed: string): HTMLOptionElement | undefined {
  // The same letter again and again goes through all that begin with it.
  const repeated = new Set(typed).size === 1;
  const word = repeated ? typed.slice(0, 1) : typed;
  const from = Math.max(0, select.selectedIndex + (repeated ? 1 : 0));
  const options = [...select.options];
  return [...options.slice(from), ...options.slice(0, from)].find(
    (option) => word !== '' && !isDisabled(option) && option.text.toLowerCase().startsWith(word),
  );
}
