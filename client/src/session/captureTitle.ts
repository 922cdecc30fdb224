import type { Surface } from '@beside/shared/domain/sharing';

/** Chromium's labels name no window and no tab, only numbers of its own. */
const madeUp = /^(?:web-contents-media-stream|screen:|window:)/;

/**
 * What is shared by the name that the person knows it by; `null` where the browser does not tell it
 * to pages, which of tabs none does. It stays on the customer's page.
 */
export function captureTitle({ label }: { label: string }, surface: Surface): string | null {
  if (surface === 'this-page') return document.title || null;
  return surface === 'window' && label !== '' && !madeUp.test(label) ? label : null;
}
