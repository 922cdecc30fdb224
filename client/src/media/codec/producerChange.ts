import type { Consumer } from 'mediasoup-client/types';
import { RequestFailed } from '../../signaling/signaling.ts';

const lookEveryMs = 25;
/** Where no frame has come by then, none of the old picture comes either. */
const patienceMs = 1_000;

/** Settles when a consumer has its first frame, or is closed, or none is to be waited for any more. */
export async function untilDecoded(consumer: Consumer): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while (!consumer.closed && performance.now() < giveUpAt) {
    if (hasFrame(await consumer.getStats())) return;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

function hasFrame(report: RTCStatsReport): boolean {
  return [...report.values()].some(
    ({ type, framesDecoded = 0 }: RTCInboundRtpStreamStats) =>
      type === 'inbound-rtp' && framesDecoded > 0,
  );
}

/** Whether a consumer was refused because this browser has no decoder; the sender has been told. */
export function isRefusedCodec(failure: unknown): boolean {
  return failure instanceof RequestFailed && failure.code === 'conflict';
}
