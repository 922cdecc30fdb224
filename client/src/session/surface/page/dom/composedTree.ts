/** A window with its constructors: events are made by the frame in which they happen. */
export type PageView = Window & typeof globalThis;

// Nodes of another frame are no `instanceof` ours: kinds are told by node type and name.
export function isElement(node: unknown): node is Element {
  return (node as Node | null)?.nodeType === 1;
}

export function viewOf(element: Element): PageView | null {
  return element.ownerDocument.defaultView;
}

/** The parent as laid out: slots and shadow hosts are parents too. Null at the document's root. */
function flatParent(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  const parent = element.parentNode;
  if (isElement(parent)) return parent;
  return (parent as ShadowRoot | null)?.host ?? null;
}

/** The element and its ancestors within its document, innermost first. */
export function lineage(element: Element): Element[] {
  const line: Element[] = [];
  for (let at: Element | null = element; at; at = flatParent(at)) line.push(at);
  return line;
}

/** The same, on through the frame elements of same-origin frames. */
export function lineageAcrossFrames(element: Element): Element[] {
  const line = lineage(element);
  const frame = frameOf(element.ownerDocument);
  return frame ? [...line, ...lineageAcrossFrames(frame)] : line;
}

/** The frame element that holds a document, or null at the top and across origins. */
export function frameOf(document: Document): Element | null {
  return document.defaultView?.frameElement ?? null;
}

export function commonAncestor(first: Element, second: Element): Element | undefined {
  const line = lineage(first);
  return lineage(second).find((element) => line.includes(element));
}

export function isFrame(element: Element): element is HTMLIFrameElement {
  return element.localName === 'iframe' || element.localName === 'frame';
}

/** A frame whose document this page may not touch. */
export function isForeignFrame(element: Element): boolean {
  if (element.localName === 'fencedframe') return true;
  return isFrame(element) && !element.contentDocument;
}

/** What has the focus, inside open shadow roots and same-origin frames. */
export function deepActive(document: Document): Element {
  let active = document.activeElement ?? document.documentElement;
  for (;;) {
    const frame = isFrame(active) ? active.contentDocument : null;
    const inner: Element | null | undefined =
      active.shadowRoot?.activeElement ?? frame?.activeElement ?? frame?.documentElement;
    if (!inner) return active;
    active = inner;
  }
}

/** The page's document and those of its same-origin frames. */
export function documentsOf(document: Document): Document[] {
  const documents = [document];
  for (const name of ['iframe', 'frame']) {
    for (const frame of document.getElementsByTagName(name)) {
      const inner = isFrame(frame) ? frame.contentDocument : null;
      if (inner?.defaultView) documents.push(...documentsOf(inner));
    }
  }
  return documents;
}
