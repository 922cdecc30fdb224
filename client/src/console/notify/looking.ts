import type { RequestId } from '@beside/shared/domain/ids';
import { Scope } from '@beside/shared/lib/scope';
import type { Signaling } from '../../signaling/signaling.ts';
import { hold, isHeld } from './tabs.ts';

const inFront = 'beside:in-front';
const lookedAt = (requestId: RequestId): string => `beside:looking:${requestId}`;

/** What is in front of the technician's eyes; nobody is notified of that. */
export interface Looking {
  select(requestId: RequestId | null): void;
  close(): void;
}

/** Whether any tab has this request in front of the technician's eyes. */
export function isLookedAt(requestId: RequestId): Promise<boolean> {
  return isHeld(lookedAt(requestId));
}

/** Whether the technician looks at any tab of the console. */
export function isInFront(): Promise<boolean> {
  return isHeld(inFront);
}

/** Tells the server, and the other tabs, which request this page shows while it has the focus. */
export function createLooking(signaling: Signaling): Looking {
  const scope = new Scope();
  let selected: RequestId | null = null;
  let isFocused = false;
  let told: RequestId | null = null;
  let release: (() => void)[] = [];

  function letGo(): void {
    for (const end of release) end();
    release = [];
  }

  function update(): void {
    const focused = document.visibilityState === 'visible' && document.hasFocus();
    const at = focused ? selected : null;
    if (at === told && focused === isFocused) return;
    if (at !== told) signaling.notice('console:looking', { requestId: at });
    letGo();
    if (focused) release.push(hold(inFront));
    if (at) release.push(hold(lookedAt(at)));
    isFocused = focused;
    told = at;
  }

  scope.add(letGo);
  scope.listen(document, 'visibilitychange', update);
  for (const name of ['focus', 'blur']) scope.listen(window, name, update);
  scope.add(
    signaling.onConnection(({ state }) => {
      // A new socket has told nothing yet.
      if (state === 'connected' && told) signaling.notice('console:looking', { requestId: told });
    }),
  );
  update();

  return {
    select(requestId) {
      selected = requestId;
      update();
    },
    close: () => scope.close(),
  };
}
