import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { WebSocket, type RawData } from 'ws';
import { Scope } from '@beside/shared/lib/scope';
import { CodedError } from '@beside/shared/protocol/errors';
import {
  sfuNotices,
  type SfuNotices,
  type SfuRequestName,
} from '@beside/shared/protocol/sfuContract';
import {
  fromSfuNode,
  proofText,
  readFrame,
  sfuLinkLimits,
  sfuLinkVersion,
  type FromSfuNode,
  type FromSignaling,
  type SfuNodeState,
} from '@beside/shared/protocol/sfuLink';
import { AskedRequests, away } from './askedRequests.ts';

export type Noticed = {
  [K in keyof SfuNotices]: { name: K; notice: SfuNotices[K] };
}[keyof SfuNotices];

interface ConnectionEvents {
  /** Both ends have proven themselves; the node can be asked. */
  open(state: SfuNodeState): void;
  state(state: SfuNodeState): void;
  notice(noticed: Noticed): void;
  /** It is over, told once; the reason is for the person who runs the installation. */
  closed(reason: string): void;
}

/**
 * One connection to an SFU node, from the first byte to its end; it does not come back. What the
 * node sends is parsed; what is no frame of the contract ends the connection.
 */
export class SfuConnection {
  readonly #socket: WebSocket;
  readonly #secret: string;
  readonly #events: ConnectionEvents;
  readonly #scope = new Scope();
  readonly #nonce = randomBytes(32).toString('base64url');
  readonly #asked = new AskedRequests();
  #expectedProof: Buffer | undefined;
  #open = false;
  #unansweredPings = 0;

  constructor(url: string, secret: string, events: ConnectionEvents) {
    this.#secret = secret;
    this.#events = events;
    this.#socket = new WebSocket(url, {
      handshakeTimeout: sfuLinkLimits.handshakeMs,
      maxPayload: sfuLinkLimits.maxFrameBytes,
      perMessageDeflate: false,
    });
    this.#socket.on('message', (data, isBinary) => this.#heard(data, isBinary));
    this.#socket.on('pong', () => (this.#unansweredPings = 0));
    this.#socket.on('error', (error) => this.#end(error.message));
    this.#socket.on('close', (code) =>
      this.#end(
        this.#expectedProof && !this.#open
          ? 'it refused this end: is SFU_SECRET the same on both?'
          : `the connection was closed (${code})`,
      ),
    );
    this.#scope.after(2 * sfuLinkLimits.handshakeMs, () => {
      if (!this.#open) this.#end('it did not answer in time');
    });
  }

  /**
   * @returns what the node answered, not yet held against the contract
   * @throws CodedError as the node says, or 'unavailable'
   */
  ask(name: SfuRequestName, input: unknown): Promise<unknown> {
    const clogged = this.#socket.bufferedAmount > sfuLinkLimits.maxBufferedBytes;
    if (!this.#open || clogged) return Promise.reject(away());
    return this.#asked.add((id) => this.#send({ type: 'ask', id, name, input }));
  }

  /** Ends it without telling anybody. */
  close(): void {
    if (this.#scope.closed) return;
    this.#release();
    this.#socket.close(1000);
    setTimeout(() => this.#socket.terminate(), 500).unref();
  }

  #heard(data: RawData, isBinary: boolean): void {
    if (this.#scope.closed) return;
    const frame = readFrame(fromSfuNode, isBinary ? '' : (data as Buffer).toString());
    if (!frame) this.#end('it sent what is no frame');
    else if (frame.type === 'challenge') this.#prove(frame);
    else if (frame.type === 'welcome') this.#welcomed(frame);
    else if (!this.#open) this.#end('it spoke before it had proven anything');
    else this.#told(frame);
  }

  #prove({ version, nonce }: Extract<FromSfuNode, { type: 'challenge' }>): void {
    if (version !== sfuLinkVersion || this.#expectedProof) {
      this.#end(`it speaks version ${version} of the protocol, not ${sfuLinkVersion}`);
      return;
    }
    const nonces = { node: nonce, signaling: this.#nonce };
    const sign = (end: 'signaling' | 'node'): Buffer =>
      createHmac('sha256', this.#secret).update(proofText(end, nonces)).digest();
    this.#expectedProof = sign('node');
    const proof = sign('signaling').toString('base64url');
    this.#send({ type: 'prove', nonce: this.#nonce, proof });
  }

  #welcomed({ proof, state }: Extract<FromSfuNode, { type: 'welcome' }>): void {
    const expected = this.#expectedProof;
    if (!expected || !timingSafeEqual(expected, Buffer.from(proof, 'base64url')) || this.#open) {
      this.#end('its proof is wrong: is SFU_SECRET the same on both?');
      return;
    }
    this.#open = true;
    this.#scope.every(sfuLinkLimits.pingEveryMs, () => this.#ping());
    this.#events.open(state);
  }

  #told(frame: Exclude<FromSfuNode, { type: 'challenge' | 'welcome' }>): void {
    switch (frame.type) {
      case 'state':
        return this.#events.state(frame.state);
      case 'notice':
        return this.#noticed(frame);
      case 'done':
        return this.#asked.done(frame.id, frame.output);
      case 'refused':
        return this.#asked.refused(frame.id, new CodedError(frame.code, frame.reason));
    }
  }

  #noticed({ name, notice }: Extract<FromSfuNode, { type: 'notice' }>): void {
    const known = Object.hasOwn(sfuNotices, name) ? (name as keyof SfuNotices) : undefined;
    const parsed = known && sfuNotices[known].safeParse(notice);
    if (parsed?.success) this.#events.notice({ name, notice: parsed.data } as Noticed);
    else this.#end('it told what is not in the contract');
  }

  /** Counts pings, not time: when this end stands still, the other one is not to blame. */
  #ping(): void {
    if (this.#unansweredPings >= sfuLinkLimits.missedPings) {
      this.#end('it does not answer');
      return;
    }
    this.#unansweredPings += 1;
    this.#socket.ping();
  }

  #send(frame: FromSignaling): void {
    this.#socket.send(JSON.stringify(frame));
  }

  #end(reason: string): void {
    if (this.#scope.closed) return;
    this.#release();
    this.#socket.terminate();
    this.#events.closed(reason);
  }

  #release(): void {
    this.#open = false;
    this.#scope.close();
    this.#asked.close();
  }
}
