/**
 * A page may zoom itself by its styles; what lies over it as a whole is measured as the viewport is
 * all the same. Where the browser does not say how far, it is as if the page did not.
 *
 * @param sheet whose own parents zoom nothing but the root
 */
export function measureAsViewport(sheet: HTMLElement): void {
  const root: Partial<Pick<HTMLElement, 'currentCSSZoom'>> = sheet.ownerDocument.documentElement;
  const zoom = `${1 / (root.currentCSSZoom ?? 1)}`;
  if (sheet.style.zoom !== zoom) sheet.style.setProperty('zoom', zoom, 'important');
}
