import type { LinkKind } from '@beside/shared/protocol/httpIdentity';

const kinds: readonly LinkKind[] = ['reset', 'invitation', 'set-up'];

/** The link that the page was opened by, if it is one; its token is taken out of the address. */
export function readLink(): { kind: LinkKind; token: string } | null {
  const kind = kinds.find((one) => location.pathname === `/console/${one}`);
  if (!kind) return null;
  const token = location.hash.slice(1);
  // It stays in no history and on no screenshot.
  history.replaceState(history.state, '', location.pathname);
  return { kind, token };
}
