import type { Page } from 'playwright';

/** Before the page's own scripts: its machine has so many cores, and its connections can be asked. */
export function haveCores(cores: number): void {
  Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => cores });
  const connections: RTCPeerConnection[] = [];
  Object.assign(window, { connections });
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
}

/** Before the page's own scripts: a browser that has no decoder for AV1. */
export function forbidAv1(): void {
  const { prototype } = RTCPeerConnection;
  const addTransceiver = prototype.addTransceiver;
  prototype.addTransceiver = function (this: RTCPeerConnection, ...from) {
    const transceiver = addTransceiver.apply(this, from);
    if (transceiver.receiver.track.kind === 'video') {
      const { codecs } = RTCRtpReceiver.getCapabilities('video') ?? { codecs: [] };
      transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType !== 'video/AV1'));
    }
    return transceiver;
  };
}

/** Runs in a page: from now on the browser says of every sender that the processor limits it. */
export function strain(): void {
  for (const { prototype } of [RTCPeerConnection, RTCRtpSender]) {
    const getStats = prototype.getStats;
    prototype.getStats = async function (this: never, ...from: []) {
      const report = [...(await getStats.apply(this, from)).values()] as RTCStats[];
      return new Map(
        report.map((stats) => [
          stats.id,
          stats.type === 'outbound-rtp' ? { ...stats, qualityLimitationReason: 'cpu' } : stats,
        ]),
      );
    };
  }
}

/** A picture that comes into a page. */
interface ReceivedPicture {
  codec: string;
  /** Of what the browser's own decoder made of it, in px. */
  width: number;
}

/** In which codecs pictures come into a page; waits for the next ones, for 10 s. */
export async function receivedCodecs(page: Page): Promise<string[]> {
  return [...new Set((await receivedPictures(page)).map(({ codec }) => codec))];
}

/** Whether pictures come that the browser holds back for an even pace, as it does by itself. */
export async function areHeldBack(page: Page): Promise<boolean> {
  return (await receivedPictures(page)).some(({ width }) => width > 16);
}

function receivedPictures(page: Page): Promise<ReceivedPicture[]> {
  return page.evaluate(async () => {
    const read = async (): Promise<Map<string, ReceivedPicture & { frames: number }>> => {
      const found = new Map<string, ReceivedPicture & { frames: number }>();
      const { connections } = window as unknown as { connections: RTCPeerConnection[] };
      for (const connection of connections) {
        const report = await connection.getStats();
        for (const stats of report.values() as Iterable<RTCInboundRtpStreamStats>) {
          if (stats.type !== 'inbound-rtp' || stats.kind !== 'video') continue;
          const codec = report.get(stats.codecId ?? '') as { mimeType?: string } | undefined;
          const { ssrc, framesDecoded: frames = 0, frameWidth: width = 0 } = stats;
          found.set(`${ssrc}`, { frames, width, codec: codec?.mimeType?.slice(6) ?? '' });
        }
      }
      return found;
    };
    const before = await read();
    for (let left = 40; left > 0; left -= 1) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      const moving = [...(await read())].filter(
        ([ssrc, { frames }]) => frames > (before.get(ssrc)?.frames ?? 0),
      );
      if (moving.length > 0) return moving.map(([, picture]) => picture);
    }
    return [];
  });
}
