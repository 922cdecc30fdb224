import { expect, test } from 'vitest';
import type { RequestId } from '@beside/shared/domain/ids';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import type { Connection, Signaling } from '../signaling/signaling.ts';
import type { MediaPath, PathState } from './path.ts';
import { reviveOnReturn } from './revive.ts';

const requestId = 'request' as RequestId;

function setUp(paths: { state: PathState; silentMs: number }[]) {
  const line = new TypedEmitter<{ change: Connection }>();
  const restarted: number[] = [];
  const signaling = {
    onConnection: (listener: (connection: Connection) => void) => line.on('change', listener),
    request: () => Promise.resolve({ iceServers: [] }),
  } as unknown as Signaling;
  const all = paths.map(
    ({ state }, at) => ({ state, restart: () => void restarted.push(at) }) as unknown as MediaPath,
  );
  const stop = reviveOnReturn(
    { signaling, requestId },
    () => all,
    (path) => paths[all.indexOf(path)]?.silentMs ?? 0,
  );
  const become = async (connection: Connection): Promise<number[]> => {
    line.emit('change', connection);
    await Promise.resolve();
    await Promise.resolve();
    return restarted;
  };
  return { become, stop };
}

test('[L10] when the socket comes back, paths that are silent are begun anew, and others are not', async () => {
  const { become } = setUp([
    { state: 'open', silentMs: 5_000 },
    { state: 'open', silentMs: 60 },
    { state: 'connecting', silentMs: 9_000 },
  ]);
  expect(await become({ state: 'offline', sinceMs: 0 })).toEqual([]);
  expect(await become({ state: 'connected' })).toEqual([0]);
});

test('[L10] nothing is begun anew once the link is closed', async () => {
  const { become, stop } = setUp([{ state: 'open', silentMs: 5_000 }]);
  stop();
  expect(await become({ state: 'connected' })).toEqual([]);
});
