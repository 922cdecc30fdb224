import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EndpointId, RecordingId } from '@beside/shared/domain/ids';
import type { ErrorCode, ErrorReason } from '@beside/shared/protocol/errors';
import { RequestFailed } from '../../signaling/signaling.ts';
import { createPieceUpload, type UploadState } from './pieceUpload.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const failed = (code: ErrorCode, retryable: boolean, reason?: ErrorReason) =>
  new RequestFailed({ code, retryable, reason, traceId: '' });
const piece = (from: number, size = 1) => ({ from, to: from + 1, bytes: new Uint8Array(size) });

/** @param answers what becomes of each try, in order; then all of them come */
function arrange(answers: (RequestFailed | null)[] = [], next = 4) {
  const sent: string[] = [];
  const states: UploadState[] = [];
  const upload = createPieceUpload({
    ...{ id: 'recording' as RecordingId, endpoint: 'page' as EndpointId, next },
    send(_id, number, _endpoint, { from }) {
      sent.push(`${number}:${from}`);
      const failure = answers.shift();
      return failure ? Promise.reject(failure) : Promise.resolve();
    },
    onState: (state) => states.push(state),
  });
  return { upload, sent, states };
}

test('[M3] pieces go in their order, from the number that the server said, one after the other', async () => {
  const { upload, sent } = arrange();
  for (const from of [10, 20, 30]) upload.add(piece(from));
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual(['4:10', '5:20', '6:30']);
});

test('[M3] what did not come is sent again under the same number, and what follows waits', async () => {
  const { upload, sent, states } = arrange([
    failed('unavailable', true),
    failed('unavailable', true, 'storage-full'),
  ]);
  upload.add(piece(10));
  upload.add(piece(20));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toEqual(['4:10', '4:10', '4:10', '5:20']);
  expect(states).toEqual(['waiting', 'no-room', 'sent', 'sent']);
});

test('[M3] where another page writes, nothing more is sent', async () => {
  const { upload, sent, states } = arrange([failed('conflict', false)]);
  upload.add(piece(10));
  await vi.advanceTimersByTimeAsync(0);
  upload.add(piece(20));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([sent, states]).toEqual([['4:10'], ['elsewhere']]);
});

test('[M3] of what waits for too long no more is kept than fits, and closed, nothing goes on', async () => {
  const { upload, sent } = arrange(Array.from({ length: 100 }, () => failed('unavailable', true)));
  upload.add(piece(10, 40 * 1024 * 1024));
  upload.add(piece(20, 40 * 1024 * 1024));
  await vi.advanceTimersByTimeAsync(5_000);
  upload.close();
  const tries = sent.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(tries);
  expect(new Set(sent)).toEqual(new Set(['4:10']));
  expect(vi.getTimerCount()).toBe(0);
});
