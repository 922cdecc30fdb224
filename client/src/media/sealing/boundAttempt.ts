import type { Slot } from '@beside/shared/protocol/slots';
import type { EndpointId } from '@beside/shared/domain/ids';
import type { Attempt, AttemptEvents } from '../attemptKeeper.ts';
import type { Received } from '../path.ts';
import type { Seal } from './seal.ts';
import { sealMessages } from './sealedAttempt.ts';

/** An attempt whose own encryption ends at the two browsers, if nobody has come between them. */
export interface BoundAttempt extends Attempt {
  /** What both ends know alike only then (see `bindingOf`); `null` as long as it is not known. */
  binding(): string | null;
}

/**
 * Seals the messages of a direct attempt and binds them to its connection. Pictures and sounds are not
 * sealed once more: what opens has proven that the connection ends at the page with which the keys
 * were agreed upon. Before that nothing of them is sent, and nothing that comes is shown.
 */
export function sealBound<A extends BoundAttempt>(
  { seal, remote }: { seal: Seal; remote: EndpointId },
  events: AttemptEvents,
  create: (events: AttemptEvents) => A,
): A {
  let proven = false;
  const active = new Set<Slot>();
  let received: Received[] = [];
  let own: A | undefined;

  const prove = (): void => {
    proven = true;
    for (const slot of active) own?.setActive(slot, true);
    for (const each of received) events.track(each);
    received = [];
  };
  const attempt = sealMessages(
    { seal, remote, binding: () => own?.binding() ?? null },
    {
      ...events,
      message(...message) {
        if (!proven) prove();
        events.message(...message);
      },
      track(each) {
        if (proven) events.track(each);
        else received.push(each);
      },
    },
    (sealed) => (own = create(sealed)),
  );
  return {
    ...attempt,
    setActive(slot, next) {
      if (next) active.add(slot);
      else active.delete(slot);
      attempt.setActive(slot, next && proven);
    },
  };
}
