/** Gives an empty window the looks of this page: its styles, language and colour scheme. */
export function dressWindow(opened: Window, title: string): void {
  const { document: own } = opened;
  own.title = title;
  for (const { name, value } of document.documentElement.attributes) {
    own.documentElement.setAttribute(name, value);
  }
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"], style')) {
    const copy = sheet.cloneNode(true) as Element;
    // An empty window has no address from which a relative one could go out.
    if (sheet instanceof HTMLLinkElement) copy.setAttribute('href', sheet.href);
    own.head.append(copy);
  }
}
