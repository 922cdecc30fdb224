/**
 * Puts the host into the page, as soon as it has a body, and again where the page exchanges its body
 * for another one, as sites do that navigate without loading.
 */
export async function settle(host: HTMLElement): Promise<void> {
  await bodyIsThere();
  document.body.append(host);
  new MutationObserver(() => {
    const { body } = document as { body: HTMLElement | null };
    if (!host.isConnected) body?.append(host);
  }).observe(document.documentElement, { childList: true });
}

function bodyIsThere(): Promise<void> {
  return new Promise((resolve) => {
    if ((document as { body: HTMLElement | null }).body) resolve();
    else document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
  });
}
