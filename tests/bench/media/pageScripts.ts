/*
 * What runs inside the measured pages, the same in the product's and the floor's. Times are
 * milliseconds of the machine's one clock: time origin plus the page's own.
 */

/** The bar code over the top of the picture: 30 bits of time, then 6 bits that check them. */
const strip = { cells: 36, height: 48 };

/** A presented frame: when, and what time its picture shows; `shown` is null where it is unreadable. */
export interface SeenFrame {
  at: number;
  shown: number | null;
  /** Which one it is of all that the browser has presented: a busy page is not told of each. */
  count: number;
  width: number;
  height: number;
}

export interface Noted {
  /** When the browser's picker handed the picture over. */
  pickedAt?: number;
  seen: SeenFrame[];
  /** All that were made, open or not. */
  peers: RTCPeerConnection[];
}

/** Before the page's own scripts: keeps hold of each connection, for what it has received. */
export function watchPeers(): void {
  const peers: RTCPeerConnection[] = [];
  const Original = RTCPeerConnection;
  const Watched = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      peers.push(this);
    }
  };
  Object.assign(window, { peers, RTCPeerConnection: Watched });
}

/** Bytes of pictures that have come to this page so far. */
export async function receivedBytes(): Promise<number> {
  let bytes = 0;
  for (const peer of (window as unknown as Noted).peers) {
    for (const stats of (await peer.getStats()).values() as Iterable<RTCInboundRtpStreamStats>) {
      if (stats.type === 'inbound-rtp' && stats.kind === 'video') bytes += stats.bytesReceived ?? 0;
    }
  }
  return bytes;
}

/** Before the page's own scripts: notes when the picker answers, with the picture alone, as the floor asks for. */
export function notePicker(): void {
  const { mediaDevices } = navigator;
  const original = mediaDevices.getDisplayMedia.bind(mediaDevices);
  mediaDevices.getDisplayMedia = async (options) => {
    const stream = await original({ ...options, audio: false });
    Object.assign(window, { pickedAt: performance.timeOrigin + performance.now() });
    return stream;
  };
}

/** Covers the page with moving content under a bar code of the time; clicks go through it. */
export function drawClock({ cells, height }: typeof strip): void {
  const canvas = document.createElement('canvas');
  canvas.width = innerWidth;
  canvas.height = innerHeight;
  canvas.style.cssText = 'position:fixed;inset:0;z-index:99999;pointer-events:none';
  document.body.append(canvas);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('no canvas');
  const cell = canvas.width / cells;
  const words = 'The quick brown fox jumps over the lazy dog and reads 0123456789. ';
  context.font = '16px sans-serif';
  const draw = (): void => {
    const time = Math.floor(performance.timeOrigin + performance.now());
    const low = time % 2 ** 30;
    const check = (low ^ (low >>> 6) ^ (low >>> 12) ^ (low >>> 18) ^ (low >>> 24)) & 63;
    context.fillStyle = '#f4f6f8';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = '#223';
    const lineHeight = 24;
    const scrolled = (time / 8) % lineHeight;
    const first = Math.floor(time / 8 / lineHeight);
    for (let line = 0; line * lineHeight < canvas.height; line += 1) {
      const text = `${first + line} ${words.repeat(2)}`;
      context.fillText(text, 24, height + 20 + line * lineHeight - scrolled);
    }
    context.fillStyle = `hsl(${(time / 10) % 360} 80% 50%)`;
    context.fillRect((time / 4) % canvas.width, canvas.height / 2, 160, 90);
    for (let index = 0; index < cells; index += 1) {
      const bit = index < 30 ? (low >>> (29 - index)) & 1 : (check >>> (35 - index)) & 1;
      context.fillStyle = bit ? '#fff' : '#000';
      context.fillRect(index * cell, 0, cell + 1, height);
    }
    requestAnimationFrame(draw);
  };
  draw();
}

/** Before the page's own scripts: reads the bar code of each frame that a video on top presents. */
export function watchVideos({ cells, height }: typeof strip): void {
  const seen: SeenFrame[] = [];
  Object.assign(window, { seen });
  /** The brightness of one line of the picture alone: to draw all of it would take half a processor. */
  const readLine = async (frame: VideoFrame): Promise<(at: number) => number> => {
    const { width, height: high } = frame.visibleRect ?? { width: 0, height: 0 };
    const y = Math.floor(((height / 720) * high) / 4) * 2;
    const rect = { x: 0, y, width: width - (width % 2), height: 2 };
    const bytes = new Uint8Array(frame.allocationSize({ rect }));
    const [luma] = await frame.copyTo(bytes, { rect });
    return (at) => bytes[(luma?.offset ?? 0) + Math.floor(at * width)] ?? 0;
  };
  const read = async (frame: VideoFrame, now: number): Promise<number | null> => {
    const brightness = await readLine(frame);
    let low = 0;
    let check = 0;
    for (let index = 0; index < cells; index += 1) {
      const bit = brightness((index + 0.5) / cells) > 127 ? 1 : 0;
      if (index < 30) low = low * 2 + bit;
      else check = check * 2 + bit;
    }
    const right = (low ^ (low >>> 6) ^ (low >>> 12) ^ (low >>> 18) ^ (low >>> 24)) & 63;
    if (check !== right) return null;
    const base = Math.floor(now / 2 ** 30) * 2 ** 30;
    return base + low;
  };
  const watch = (video: HTMLVideoElement): void => {
    const note = (_now: number, { presentedFrames: count }: VideoFrameCallbackMetadata): void => {
      const at = performance.timeOrigin + performance.now();
      if (video.style.opacity !== '0' && video.videoWidth > 0) {
        const { videoWidth: width, videoHeight: high } = video;
        const one: SeenFrame = { at, shown: null, count, width, height: high };
        seen.push(one);
        const frame = new VideoFrame(video);
        void read(frame, at)
          .then((shown) => Object.assign(one, { shown }))
          .finally(() => frame.close());
      }
      video.requestVideoFrameCallback(note);
    };
    video.requestVideoFrameCallback(note);
  };
  const watched = new WeakSet<HTMLMediaElement>();
  const property = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  if (!property) throw new Error('no srcObject');
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...property,
    set(this: HTMLMediaElement, value: MediaProvider | null) {
      if (this instanceof HTMLVideoElement && !watched.has(this)) watch(this);
      watched.add(this);
      property.set?.call(this, value);
    },
  });
}

export { strip };
