/** More than any rule of a site: what is `!important` is decided by weight within one tree. */
const outweighs = ':not(#beside-a#beside-b#beside-c#beside-d)';

const once = 'data-beside-password';

/** What is private on a page under our control (rule I4), as a selector. */
export const privateSelector = [
  '[data-beside-private]',
  `[${once}]`,
  'input[type="password" i]',
  'input[autocomplete~="current-password" i]',
  'input[autocomplete~="new-password" i]',
].join(', ');

/**
 * Paints nothing of it, in the very frame in which it is painted at all: no capture of the page can
 * have it, however the page moves. It stays where it is, and can be clicked and typed into. What a
 * private part opens in the browser's top layer is painted apart from it.
 */
const rules = `
:is(${privateSelector}, [data-beside-private] *)${outweighs} {
  opacity: 0 !important;
  transition: none !important;
  animation: none !important;
  view-transition-name: none !important;
}`;

export type Root = Document | ShadowRoot;

/** A sheet can be adopted by the document that it was made in, and by that one's shadow roots. */
const sheets = new WeakMap<Document, CSSStyleSheet>();

function documentOf(root: Root): Document {
  return root.ownerDocument ?? root;
}

export function viewOfRoot(root: Root): (Window & typeof globalThis) | null {
  return documentOf(root).defaultView;
}

/** Again and again: sites exchange the sheets of a root as a whole. */
export function adoptCover(root: Root): void {
  const view = viewOfRoot(root);
  if (!view) return;
  let sheet = sheets.get(documentOf(root));
  if (!sheet) {
    sheet = new view.CSSStyleSheet();
    sheet.replaceSync(rules);
    sheets.set(documentOf(root), sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
}

export function dropCover(root: Root): void {
  const sheet = sheets.get(documentOf(root));
  if (sheet) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
}

/** A field that "show password" has turned into plain text is still the password's. */
export function markOncePassword(field: Element): void {
  field.setAttribute(once, '');
}
