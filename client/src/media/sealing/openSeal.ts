import type { EndpointId } from '@beside/shared/domain/ids';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import { Scope } from '@beside/shared/lib/scope';
import { v4 as uuidV4 } from 'uuid';
import type { Protection } from './protection.ts';
import type { Seal, SealParts } from './seal.ts';

const askAgainMs = 2_000;

/**
 * What a page without cryptography has in place of a seal: it says so to everybody who asks, so that
 * the others send to it what it can read, and people on both sides are told.
 */
export function createOpenSeal({ signaling, requestId, partOf }: SealParts): Seal {
  const scope = new Scope();
  const heard = new Set<string>();
  const say = (to: EndpointId | null, bond: string): void =>
    signaling.notice('seal:step', { requestId, to, bond, step: { type: 'cannot' } });

  scope.add(
    signaling.on('seal:step', ({ requestId: about, to, from, by, bond, step }) => {
      if (about !== requestId || (to !== null && to !== signaling.endpoint)) return;
      heard.add(bond);
      if (step.type === 'commit' && partOf(by)) say(from, bond);
    }),
  );

  const protection: Protection = { state: 'open', cause: 'here', pairs: [], unopened: 0 };
  return {
    events: new TypedEmitter(),
    protection,
    protectSender: () => undefined,
    protectReceiver: () => undefined,
    playReceiver: (receiver, _from, show) => show(receiver.track),
    nextStream: () => 0,
    sealMessage: (_stream, _label, bytes) => bytes,
    openMessage: (_from, _label, bytes) => bytes,
    agreeWith(to) {
      const bond = uuidV4();
      say(to, bond);
      const again = scope.every(askAgainMs, () => {
        if (heard.has(bond)) again();
        else say(to, bond);
      });
    },
    review: () => undefined,
    close: () => scope.close(),
  };
}
