import type { ChannelLabel } from '@beside/shared/protocol/channels';
import type { EndpointId } from '@beside/shared/domain/ids';
import type { Attempt, AttemptEvents } from '../attemptKeeper.ts';
import type { Seal } from './seal.ts';

/** What messages are sealed with, and as whose they are opened. */
export interface MessageSeal {
  seal: Seal;
  /** The other end, where the attempt does not say whose a message is; `null` where it does. */
  remote: EndpointId | null;
  /** What both ends have to know alike, or nothing opens; `null` as long as it is not known. */
  binding?(): string | null;
}

/**
 * Seals every message that an attempt sends and opens every one that it takes. What cannot be opened
 * has not come.
 */
export function sealMessages<A extends Attempt>(
  { seal, remote, binding = () => '' }: MessageSeal,
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
      const bound = binding();
      if (from === undefined || bound === null) return;
      const message = seal.openMessage(from, label + bound, new Uint8Array(bytes));
      if (message) events.message(label, message, from);
    },
  });
  return {
    ...attempt,
    send(label, bytes) {
      const bound = binding();
      const sealed =
        bound === null ? null : seal.sealMessage(streamOf(label), label + bound, bytes);
      return sealed !== null && attempt.send(label, sealed);
    },
  };
}
