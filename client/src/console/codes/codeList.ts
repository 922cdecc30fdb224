import { backoffMs } from '@beside/shared/lib/backoff';
import { Scope } from '@beside/shared/lib/scope';
import type { AccessCode } from '@beside/shared/protocol/contract/codes';
import { createStore } from 'zustand/vanilla';
import type { ReadonlyStore } from '../../session/live.ts';
import { RequestFailed, type Signaling } from '../../signaling/signaling.ts';

/** The technician's own access codes (rule T7), live, the newest first. */
export interface CodeList {
  readonly state: ReadonlyStore<readonly AccessCode[]>;
  /** @throws RequestFailed */
  create(): Promise<AccessCode>;
  cancel(id: string): Promise<void>;
  close(): void;
}

const retry = { baseMs: 500, maxMs: 10_000 };

export function createCodeList(signaling: Signaling): CodeList {
  const scope = new Scope();
  const store = createStore<readonly AccessCode[]>(() => []);

  function put(code: AccessCode): void {
    const others = store.getState().filter(({ id }) => id !== code.id);
    const codes = [code, ...others].sort((one, other) => other.createdAt - one.createdAt);
    store.setState(codes, true);
  }

  async function load(tries = 0): Promise<void> {
    try {
      const { codes } = await signaling.request('codes:list', {});
      if (!scope.closed) store.setState(codes, true);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      if (signaling.connection.state !== 'connected') return;
      scope.after(backoffMs(tries, retry, Math.random()), () => void load(tries + 1));
    }
  }

  scope.add(
    signaling.onConnection(({ state }) => {
      if (state === 'connected') void load();
    }),
  );
  scope.add(signaling.on('code:changed', ({ code }) => put(code)));
  scope.add(signaling.on('sight:changed', () => void load()));
  if (signaling.connection.state === 'connected') void load();

  return {
    state: store,
    async create() {
      const { code } = await signaling.request('code:create', {});
      put(code);
      return code;
    },
    async cancel(id) {
      put((await signaling.request('code:cancel', { id })).code);
    },
    close: () => scope.close(),
  };
}
