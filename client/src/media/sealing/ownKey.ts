import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import type { Scope } from '@beside/shared/lib/scope';
import { secretLength, type KeyNote, type SealMode } from '@beside/shared/protocol/sealing';
import type { Bytes } from './bytes.ts';
import { deriveFrameKey, deriveMessageKey } from './contentKey.ts';
import type { OwnKey } from './sealer.ts';

/** Who has not said by then that the new key is in place is not waited for. */
const switchWithinMs = 2_000;

interface Parts {
  requestId: RequestId;
  owner: EndpointId;
  scope: Scope;
  /** By who takes part now. */
  mode(): SealMode;
  /** Hands the key to everybody who takes part. */
  handOut(note: KeyNote): void;
  isTaken(): boolean;
  /** Whether anybody has proven to be who takes part; before that nothing is sent. */
  isMet(): boolean;
  /** From now on this is what is sealed with. */
  use(frames: OwnKey<CryptoKey>, messages: OwnKey<Bytes>): void;
}

/** The key of all that this page sends; a new one whenever somebody comes or goes. */
export interface OwnKeyKeeper {
  /** The newest, used or not. */
  readonly note: KeyNote | null;
  readonly mode: SealMode | null;
  renew(): Promise<void>;
  /** Goes over to the newest as soon as everybody has it. */
  check(): void;
}

export function createOwnKey(parts: Parts): OwnKeyKeeper {
  const { requestId, owner, scope } = parts;
  let note: KeyNote | null = null;
  let used: KeyNote | null = null;
  let goOver: (() => void) | null = null;

  return {
    get note() {
      return note;
    },
    get mode() {
      return used?.mode ?? null;
    },
    async renew() {
      const secret = crypto.getRandomValues(new Uint8Array(secretLength));
      const generation = (note?.generation ?? 0) + 1;
      const own: KeyNote = { kind: 'key', owner, generation, mode: parts.mode(), secret };
      note = own;
      goOver = null;
      parts.handOut(own);
      const context = { requestId, owner, generation };
      const [frames, messages] = await Promise.all([
        deriveFrameKey(secret, context),
        deriveMessageKey(secret, context),
      ]);
      if (note !== own || scope.closed) return;
      const use = (): void => {
        if (note !== own || used === own) return;
        used = own;
        goOver = null;
        const { mode } = own;
        parts.use({ generation, mode, content: frames }, { generation, mode, content: messages });
      };
      goOver = use;
      check();
      scope.after(switchWithinMs, () => {
        if (used !== null) use();
      });
    },
    check,
  };

  function check(): void {
    // With the first one nobody is waited for: there is nothing to go on with meanwhile.
    if (used === null ? parts.isMet() : parts.isTaken()) goOver?.();
  }
}
