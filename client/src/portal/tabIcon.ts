/** Our own icon, kept while another one is shown. */
let ownIcon: string | null = null;

/**
 * Shows an account's logo in the browser's tab.
 *
 * @param logo the address of a picture; null for our own
 */
export function showTabIcon(logo: string | null): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  ownIcon ??= link.href;
  link.href = logo ?? ownIcon;
  // Whatever type it has, the browser sees for itself.
  link.type = logo === null ? 'image/svg+xml' : '';
}
