import { EventEmitter } from 'node:events';
import type { WebRtcTransport } from 'mediasoup/types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectLimitMs, disconnectedLimitMs, incomingBitrate } from '../policy/transports.ts';
import { PeerTransport } from './PeerTransport.ts';

class FakeMedia extends EventEmitter {
  readonly id = 'transport';
  readonly observer = new EventEmitter();
  readonly connect = vi.fn(() => Promise.resolve());
  readonly getStats = vi.fn(() => Promise.resolve([{ recvBitrate: 0 }]));
  closed = false;

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.observer.emit('close');
  }
}

const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() };
const dtlsParameters = { role: 'client' as const, fingerprints: [] };

function setUp() {
  const media = new FakeMedia();
  const transport = new PeerTransport(media as unknown as WebRtcTransport, 'send', log);
  return { media, transport };
}

describe('a browser’s transport', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('[S6] waits as long as its peer when it was only made in advance', () => {
    const { transport } = setUp();
    vi.advanceTimersByTime(connectLimitMs * 100);
    expect(transport.closed).toBe(false);
  });

  it('[S6] closes when it was to connect and did not', async () => {
    const { transport } = setUp();
    await transport.connect(dtlsParameters);
    vi.advanceTimersByTime(connectLimitMs - 1);
    expect(transport.closed).toBe(false);
    vi.advanceTimersByTime(1);
    expect(transport.closed).toBe(true);
  });

  it('[S6] stays once it is connected', async () => {
    const { media, transport } = setUp();
    await transport.connect(dtlsParameters);
    media.emit('dtlsstatechange', 'connected');
    vi.advanceTimersByTime(connectLimitMs * 2);
    expect(transport.closed).toBe(false);
  });

  it('[Q5] closes when its page goes on sending more than any page has to, and not for a moment of it', async () => {
    const { media, transport } = setUp();
    media.emit('dtlsstatechange', 'connected');
    const look = async (recvBitrate: number): Promise<boolean> => {
      media.getStats.mockResolvedValue([{ recvBitrate }]);
      await vi.advanceTimersByTimeAsync(incomingBitrate.lookEveryMs);
      return transport.closed;
    };
    const { most } = incomingBitrate;
    const rates = [most, most + 1, most, most + 1, most + 1];
    const closed: boolean[] = [];
    for (const rate of rates) closed.push(await look(rate));
    expect(closed).toEqual([false, false, false, false, true]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('[Q5] does not mind a worker that gives no figures', async () => {
    const { media, transport } = setUp();
    media.emit('dtlsstatechange', 'connected');
    media.getStats.mockRejectedValue(new Error('gone'));
    await vi.advanceTimersByTimeAsync(incomingBitrate.lookEveryMs * 3);
    expect(transport.closed).toBe(false);
  });

  it('[S6] can be connected once, and again after a refusal', async () => {
    const { media, transport } = setUp();
    media.connect.mockRejectedValueOnce(new TypeError('nonsense'));
    await expect(transport.connect(dtlsParameters)).rejects.toMatchObject({ code: 'bad-request' });
    await transport.connect(dtlsParameters);
    await expect(transport.connect(dtlsParameters)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('[S6] closes after a long silence, and not after a short one', () => {
    const { media, transport } = setUp();
    media.emit('icestatechange', 'disconnected');
    vi.advanceTimersByTime(disconnectedLimitMs - 1);
    media.emit('icestatechange', 'completed');
    vi.advanceTimersByTime(disconnectedLimitMs);
    expect(transport.closed).toBe(false);
    media.emit('icestatechange', 'disconnected');
    vi.advanceTimersByTime(disconnectedLimitMs);
    expect(transport.closed).toBe(true);
  });

  it.each(['closed', 'failed'])('[S6] closes when DTLS has %s', (state) => {
    const { media, transport } = setUp();
    media.emit('dtlsstatechange', state);
    expect(transport.closed).toBe(true);
  });

  it('[S6] leaves no timer when it is closed', async () => {
    const { media, transport } = setUp();
    await transport.connect(dtlsParameters);
    media.emit('icestatechange', 'disconnected');
    transport.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
