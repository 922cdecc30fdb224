/**
 * Takes everything but one part of the page out of reach, as long as that part covers it: keys and
 * screen readers would wander behind it otherwise. What marks itself `data-above` stays.
 *
 * @returns brings it back
 */
export function setAside(part: HTMLElement): () => void {
  const aside: HTMLElement[] = [];
  let at = part;
  // The body's other children are what lies over the page: menus, dialogs, notes.
  for (let parent = at.parentElement; parent && parent !== at.ownerDocument.body;) {
    for (const other of parent.children) {
      const element = other as HTMLElement;
      if (element === at || element.inert || element.hasAttribute('data-above')) continue;
      element.inert = true;
      aside.push(element);
    }
    at = parent;
    parent = at.parentElement;
  }
  return () => {
    for (const element of aside) element.inert = false;
  };
}
