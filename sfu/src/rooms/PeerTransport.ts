import type { DtlsState, IceState, WebRtcTransport } from 'mediasoup/types';
import { Scope } from '@beside/shared/lib/scope';
import { CodedError } from '@beside/shared/protocol/errors';
import type { DtlsParametersMessage } from '@beside/shared/protocol/media';
import type { Log } from '../ops/log.ts';
import { connectLimitMs, disconnectedLimitMs, incomingBitrate } from '../policy/transports.ts';
import { ask } from './ask.ts';

export type Direction = 'send' | 'receive';

/**
 * A browser's transport in one direction, and its ends: asked for, closed with its peer or room,
 * closed by the browser (DTLS close), never connected, or silent for too long. What was made on it
 * goes with it.
 */
export class PeerTransport {
  readonly media: WebRtcTransport;
  readonly direction: Direction;
  readonly #log: Log;
  readonly #scope = new Scope();
  #connectAsked = false;
  #cancelConnectLimit: (() => void) | undefined;
  #cancelDisconnectedLimit: (() => void) | undefined;
  #looksAtTooMuch = 0;

  constructor(media: WebRtcTransport, direction: Direction, log: Log) {
    this.media = media;
    this.direction = direction;
    this.#log = log;
    media.on('dtlsstatechange', (state) => this.#dtlsChanged(state));
    media.on('icestatechange', (state) => this.#iceChanged(state));
    media.observer.once('close', () => this.#scope.close());
  }

  get id(): string {
    return this.media.id;
  }

  get closed(): boolean {
    return this.media.closed;
  }

  get observer(): WebRtcTransport['observer'] {
    return this.media.observer;
  }

  /** The browser was there, and no longer is. */
  get silent(): boolean {
    return this.media.iceState === 'disconnected';
  }

  close(): void {
    this.media.close();
  }

  /** @throws CodedError 'conflict' the second time, 'bad-request' for what makes no sense */
  async connect(dtlsParameters: DtlsParametersMessage): Promise<void> {
    if (this.#connectAsked) throw new CodedError('conflict');
    this.#connectAsked = true;
    this.#cancelConnectLimit = this.#scope.after(connectLimitMs, () => this.#end('not connected'));
    try {
      await ask(this, () => this.media.connect({ dtlsParameters }));
    } catch (refusal) {
      this.#connectAsked = false;
      this.#cancelConnectLimit();
      throw refusal;
    }
  }

  #dtlsChanged(state: DtlsState): void {
    if (state === 'connected') {
      this.#cancelConnectLimit?.();
      this.#scope.every(incomingBitrate.lookEveryMs, () => void this.#lookAtBitrate());
    }
    if (state === 'failed' || state === 'closed') this.#end(`DTLS ${state}`);
  }

  /** Never rejects. */
  async #lookAtBitrate(): Promise<void> {
    // Of a worker that has died there is nothing to be known, and nothing to be bounded.
    const stats = await this.media.getStats().catch(() => []);
    const isTooMuch = stats.some(({ recvBitrate }) => recvBitrate > incomingBitrate.most);
    this.#looksAtTooMuch = isTooMuch ? this.#looksAtTooMuch + 1 : 0;
    if (this.#looksAtTooMuch >= 2) this.#end('sends too much');
  }

  #iceChanged(state: IceState): void {
    this.#cancelDisconnectedLimit?.();
    if (state !== 'disconnected') return;
    this.#cancelDisconnectedLimit = this.#scope.after(disconnectedLimitMs, () =>
      this.#end('silent for too long'),
    );
  }

  #end(reason: string): void {
    this.#log.info({ transportId: this.id, reason }, 'transport closed');
    this.close();
  }
}
