import type { InputRefusal } from '@beside/shared/protocol/input';

interface Navigations {
  canGoBack: boolean;
  canGoForward: boolean;
}

/** One page back or on, as long as that is one of this site's. */
export function goThroughHistory(view: Window, by: -1 | 1): InputRefusal | undefined {
  // Chromium has it since 102; it knows only what is of the same origin, and tells nothing of the rest.
  const { navigation } = view as { navigation?: Navigations };
  const can = by < 0 ? navigation?.canGoBack : navigation?.canGoForward;
  if (can === false) return 'needs-customer';
  view.history.go(by);
  return undefined;
}
