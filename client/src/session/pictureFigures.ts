import type { Stage } from '../media/stage.ts';
import type { ViewerLink } from '../media/viewerLink.ts';
import type { PictureFigures } from './live.ts';

type Inbound = RTCInboundRtpStreamStats & { bytesReceived?: number };

/** Reads what the viewer is told of the picture, from one reading to the next. */
export function createFigures(link: ViewerLink, stage: Stage) {
  let last: { at: number; frames: number; bytes: number; id: string } | null = null;

  return {
    async read(): Promise<PictureFigures | null> {
      const path = link.carrying;
      const inbound = findInbound(await link.stats());
      if (path === null || !inbound) return null;
      const now = performance.now();
      const frames = inbound.framesDecoded ?? 0;
      const bytes = inbound.bytesReceived ?? 0;
      const before = last?.id === inbound.id ? last : null;
      last = { at: now, frames, bytes, id: inbound.id };
      const seconds = before ? (now - before.at) / 1000 : 0;
      const { roundTripMs, loss } = link.condition(path);
      return {
        width: stage.top?.videoWidth ?? 0,
        height: stage.top?.videoHeight ?? 0,
        framesPerSecond: before ? (frames - before.frames) / seconds : 0,
        roundTripMs,
        loss,
        kilobitsPerSecond: before ? ((bytes - before.bytes) * 8) / 1000 / seconds : null,
      };
    },
  };
}

function findInbound(report: RTCStatsReport | null): Inbound | undefined {
  for (const entry of report?.values() ?? []) {
    const stats = entry as RTCStats & { kind?: string };
    if (stats.type === 'inbound-rtp' && stats.kind === 'video') return stats as Inbound;
  }
  return undefined;
}
