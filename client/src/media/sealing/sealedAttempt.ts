import type { ChannelLabel } from '@beside/shared/protocol/channels';
import type { EndpointId } from '@beside/shared/domain/ids';
import type { Attempt, AttemptEvents } from '../attemptKeeper.ts';
import type { Seal } from './seal.ts';

/**
 * Seals every message that an attempt sends and opens every one that it takes. What cannot be opened
 * has not come.
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
  const attempt = create({
    ...events,
    message(label, bytes, from = remote ?? undefined) {
      if (from === undefined) return;
      const message = seal.openMessage(from, label, new Uint8Array(bytes));
      if (message) events.message(label, message, from);
    },
  });
  return {
    ...attempt,
    send(label, bytes) {
      const sealed = seal.sealMessage(streamOf(label), label, bytes);
      return sealed !== null && attempt.send(label, sealed);
    },
  };
}
