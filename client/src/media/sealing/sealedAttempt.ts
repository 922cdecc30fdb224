import type { ChannelLabel } from '@beside/shared/protocol/channels';
import type { EndpointId } from '@beside/shared/domain/ids';
import type { Attempt, AttemptEvents } from '../attemptKeeper.ts';
import type { Seal } from './seal.ts';

/**
 * Seals every message that an attempt sends and opens every one that it takes, in their order. What
 * cannot be opened has not come.
 *
 * @param remote the other end, where the attempt does not say whose a message is; `null` where it does
 */
export function sealMessages<A extends Attempt>(
  seal: Seal,
  remote: EndpointId | null,
  events: AttemptEvents,
  create: (events: AttemptEvents) => A,
): A {
  const streams = new Map<ChannelLabel, number>();
  const streamOf = (label: ChannelLabel): number => {
    const stream = streams.get(label) ?? seal.nextStream();
    streams.set(label, stream);
    return stream;
  };
  const outward = createQueues();
  const inward = createQueues();
  const attempt = create({
    ...events,
    message(label, bytes, from = remote ?? undefined) {
      if (from === undefined) return;
      const opened = seal.openMessage(from, label, new Uint8Array(bytes));
      inward(`${from} ${label}`, async () => {
        const message = await opened;
        if (message) events.message(label, message, from);
      });
    },
  });
  return {
    ...attempt,
    send(label, bytes) {
      // Begun at once: its number is taken before the next one's.
      const sealed = seal.sealMessage(streamOf(label), label, bytes);
      outward(label, async () => {
        const message = await sealed;
        if (message) attempt.send(label, message);
      });
      return true;
    },
  };
}

/** Work of one name is done in its order, however long each piece takes. */
function createQueues(): (name: string, work: () => Promise<void>) => void {
  const last = new Map<string, Promise<void>>();
  return (name, work) => {
    const next = (last.get(name) ?? Promise.resolve()).then(work, work);
    last.set(name, next);
  };
}
