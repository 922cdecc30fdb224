import type { Stage } from '../../media/stage.ts';
import type { LinkPath } from '../../media/linkPaths.ts';
import type { PathHealth } from '../../media/pathHealth.ts';
import type { PictureFigures } from '../live.ts';
import { readWay } from './readWay.ts';

/** What is read of a link, at whichever end. */
export interface MeasuredLink {
  readonly carrying: LinkPath | null;
  condition(path: LinkPath): PathHealth;
  stats(): Promise<RTCStatsReport | null>;
}

/** Of them only some are there in every browser. */
type Inbound = RTCInboundRtpStreamStats & { codecId?: string };

interface Counters {
  id: string;
  /** ms */
  at: number;
  frames: number;
  bytes: number;
  received: number;
  lost: number;
  /** Seconds that all emitted frames together were held back for even time, or would have been. */
  waited: number;
  emitted: number;
}

/** Reads what the viewer is told of the picture, from one reading to the next. */
export function createFigures(link: MeasuredLink, stage: Stage) {
  let last: Counters | null = null;

  return {
    async read(): Promise<PictureFigures | null> {
      const path = link.carrying;
      const report = await link.stats();
      const inbound = findInbound(report);
      if (path === null || !report || !inbound) return null;
      const next = countersOf(inbound, performance.now());
      const before = last?.id === next.id ? last : null;
      last = next;
      const way = readWay(report, inbound.transportId);
      const { roundTripMs, loss } = link.condition(path);
      return {
        width: stage.top?.videoWidth ?? 0,
        height: stage.top?.videoHeight ?? 0,
        framesPerSecond: before ? perSecond(before, next, 'frames') : 0,
        // A guest who only looks sends no heartbeat: there the connection's own figures have to do.
        roundTripMs: roundTripMs ?? way.roundTripMs,
        loss: loss ?? (before ? lossBetween(before, next) : null),
        kilobitsPerSecond: before ? (perSecond(before, next, 'bytes') * 8) / 1000 : null,
        unevenMs: before ? unevennessBetween(before, next) : null,
        codec: codecOf(report, inbound),
        protocol: way.protocol,
        turned: way.turned,
      };
    },
  };
}

function countersOf(inbound: Inbound, at: number): Counters {
  return {
    id: inbound.id,
    at,
    frames: inbound.framesDecoded ?? 0,
    bytes: inbound.bytesReceived ?? 0,
    received: inbound.packetsReceived ?? 0,
    lost: inbound.packetsLost ?? 0,
    waited: inbound.jitterBufferDelay ?? 0,
    emitted: inbound.jitterBufferEmittedCount ?? 0,
  };
}

function perSecond(before: Counters, next: Counters, counter: 'frames' | 'bytes'): number {
  return ((next[counter] - before[counter]) * 1000) / (next.at - before.at);
}

function lossBetween(before: Counters, next: Counters): number | null {
  // What comes late is no longer lost: the count may go back.
  const lost = Math.max(0, next.lost - before.lost);
  const all = lost + next.received - before.received;
  return all > 0 ? lost / all : null;
}

function unevennessBetween(before: Counters, next: Counters): number | null {
  const emitted = next.emitted - before.emitted;
  return emitted > 0 ? ((next.waited - before.waited) * 1000) / emitted : null;
}

function codecOf(report: RTCStatsReport, { codecId }: Inbound): string | null {
  const codec = codecId
    ? (report.get(codecId) as { mimeType?: string } | undefined)?.mimeType
    : undefined;
  return codec?.split('/')[1] ?? null;
}

function findInbound(report: RTCStatsReport | null): Inbound | undefined {
  for (const entry of report?.values() ?? []) {
    const stats = entry as RTCStats & { kind?: string };
    if (stats.type === 'inbound-rtp' && stats.kind === 'video') return stats as Inbound;
  }
  return undefined;
}
