import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import type { KeyNote, SealMode } from '@beside/shared/protocol/sealing';
import { equal, type Bytes } from './bytes.ts';
import { deriveFrameKey, deriveMessageKey } from './contentKey.ts';
import { MessageOpener } from './messageCipher.ts';
import type { ToWorker } from './workerMessages.ts';

/** What comes from a page whose key has been missing for so long is a reason to agree anew. */
const deafAfterMs = 2_000;

interface Parts {
  requestId: RequestId;
  tellWorker(message: ToWorker): void;
  /** Messages come from that page, and none has been opened for a while. */
  deafTo(owner: EndpointId): void;
}

/** The keys of the other pages, for messages here and for frames in the worker. */
export interface TheirKeys {
  readonly modes: readonly SealMode[];
  /** Puts a key in place; the same one again changes nothing. */
  take(note: KeyNote): Promise<void>;
  /** That page seals nothing. */
  takeOpen(owner: EndpointId): void;
  forget(owner: EndpointId): void;
  open(from: EndpointId, label: string, bytes: Bytes): Bytes | null;
}

export function createTheirKeys({ requestId, tellWorker, deafTo }: Parts): TheirKeys {
  const opener = new MessageOpener();
  const taken = new Map<EndpointId, Pick<KeyNote, 'generation' | 'secret' | 'mode'>>();
  const heardAt = new Map<EndpointId, number>();
  let queue: Promise<void> = Promise.resolve();

  const put = async (note: KeyNote): Promise<void> => {
    const { owner, generation, mode, secret } = note;
    const known = taken.get(owner);
    if (known?.generation === generation && equal(known.secret, secret)) return;
    const context = { requestId, owner, generation };
    const messages = await deriveMessageKey(secret, context);
    const frames = await deriveFrameKey(secret, context);
    taken.set(owner, note);
    opener.setKey({ owner, generation, mode, content: messages });
    tellWorker({ type: 'theirs', theirs: { owner, generation, mode, content: frames } });
  };

  return {
    get modes() {
      return [...taken.values()].map(({ mode }) => mode);
    },
    take(note) {
      queue = queue.then(() => put(note));
      return queue;
    },
    takeOpen(owner) {
      const theirs = { owner, generation: 1, mode: 'open', content: null } as const;
      taken.set(owner, { ...theirs, secret: new Uint8Array() });
      opener.setKey(theirs);
      tellWorker({ type: 'theirs', theirs });
    },
    forget(owner) {
      taken.delete(owner);
      heardAt.delete(owner);
      opener.forget(owner);
      tellWorker({ type: 'forget', owner });
    },
    open(from, label, bytes) {
      const opened = opener.open(from, label, bytes);
      const now = performance.now();
      if (opened) heardAt.set(from, now);
      else if (now - (heardAt.get(from) ?? now) > deafAfterMs) {
        // Once for each silence; the new agreement takes a moment.
        heardAt.set(from, now);
        deafTo(from);
      }
      return opened;
    },
  };
}
