import { Scope } from '@beside/shared/lib/scope';
import { deepActive, isElement } from '../surface/page/dom/composedTree.ts';
import { isTextControl } from '../surface/page/dom/elements.ts';
import { typingRefusal } from '../surface/page/dom/protection.ts';

/** Remembers what the customer copied last out of a private place of the page, to keep it there. */
export function watchPrivateCopies(page: Window): {
  isPrivate(text: string): boolean;
  close(): void;
} {
  const scope = new Scope();
  let copied: string | null = null;
  const note = (event: ClipboardEvent): void => {
    const target = event.composedPath()[0];
    const place = isElement(target) ? target : deepActive(page.document);
    copied = typingRefusal(place) === 'private' ? selectedIn(page, place) : null;
  };
  for (const type of ['copy', 'cut']) scope.listen(page, type, note, { capture: true });
  return {
    isPrivate: (text) => copied !== null && copied !== '' && text.includes(copied),
    close: () => scope.close(),
  };
}

function selectedIn(page: Window, element: Element): string {
  if (!isTextControl(element)) return page.getSelection()?.toString() ?? '';
  const { selectionStart, selectionEnd, value } = element;
  return selectionStart === null ? value : value.slice(selectionStart, selectionEnd ?? undefined);
}
