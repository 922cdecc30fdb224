import type { HandBatch } from '@beside/shared/protocol/contract/helper';
import { encodeInput } from '@beside/shared/protocol/input';
import { startTicker } from '../../../media/ticker.ts';
import type { ControlledSurface, HandMessage } from '../surface.ts';
import { HandQueue } from './handQueue.ts';

const tickMs = 50;

export interface DesktopSurface extends ControlledSurface {
  /** The helper has carried out everything up to this number. */
  done(batch: Pick<HandBatch, 'stream' | 'number'>): void;
  close(): void;
}

/**
 * The whole desktop as a surface (PRODUCT.md, I3): what the gate has let through is handed on to the
 * helper on this machine, which holds it against the grant once more.
 *
 * @param isPaused while it is, nothing is done that its doer does not see
 */
export function createDesktopSurface(
  send: (batch: HandBatch) => void,
  isPaused: () => boolean,
): DesktopSurface {
  const queue = new HandQueue(send, performance.now());
  const ticker = startTicker(tickMs, () => queue.tick(performance.now()));
  /** The grant under which something may still be held. */
  let holding: number | null = null;

  const put = (message: HandMessage): boolean =>
    queue.push(toBase64(encodeInput(message)), message.type === 'move', performance.now());

  return {
    apply(message) {
      if (isPaused()) return 'needs-customer';
      if (!put(message)) return 'helper-away';
      holding = message.type === 'release' ? null : message.grantId;
      return undefined;
    },
    release() {
      if (holding !== null) put({ type: 'release', grantId: holding, seq: 0 });
      holding = null;
    },
    done: (batch) => queue.done(batch, performance.now()),
    close: ticker.stop,
  };
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
