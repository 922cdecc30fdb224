import { Scope } from '@beside/shared/lib/scope';
import { deepActive, isElement } from '../surface/page/dom/composedTree.ts';
import { isTextControl } from '../surface/page/dom/elements.ts';
import { typingRefusal } from '../surface/page/dom/protection.ts';

/**
 * Follows what the customer copies out of private places of a page, to keep it there.
 *
 * @param onCopied the text that the clipboard has from a private place now, `null`: none
 * @returns stops
 */
export function watchPrivateCopies(
  page: Window,
  onCopied: (text: string | null) => void,
): () => void {
  const scope = new Scope();
  const note = (event: ClipboardEvent): void => {
    const target = event.composedPath()[0];
    const place = isElement(target) ? target : deepActive(page.document);
    const text = typingRefusal(place) === 'private' ? selectedIn(page, place) : '';
    onCopied(text === '' ? null : text);
  };
  for (const type of ['copy', 'cut']) scope.listen(page, type, note, { capture: true });
  return () => scope.close();
}

function selectedIn(page: Window, element: Element): string {
  if (!isTextControl(element)) return page.getSelection()?.toString() ?? '';
  const { selectionStart, selectionEnd, value } = element;
  return selectionStart === null ? value : value.slice(selectionStart, selectionEnd ?? undefined);
}
