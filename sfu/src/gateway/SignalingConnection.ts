import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { WebSocket, type RawData } from 'ws';
import { Scope } from '@beside/shared/lib/scope';
import { CodedError } from '@beside/shared/protocol/errors';
import type { SfuNotices, SfuRequestName } from '@beside/shared/protocol/sfuContract';
import {
  fromSignaling,
  proofText,
  readFrame,
  sfuLinkLimits,
  sfuLinkVersion,
  type FromSfuNode,
  type FromSignaling,
  type SfuNodeState,
} from '@beside/shared/protocol/sfuLink';
import type { SfuNode } from '../node.ts';
import type { Log } from '../ops/log.ts';

/** WebSocket's code for a violated policy; it is all that whoever cannot prove anything is told. */
const violation = 1008;

interface Parts {
  node: SfuNode;
  secret: string;
  state: () => SfuNodeState;
  log: Log;
  onClosed: () => void;
}

/**
 * One signaling node's connection. Until it has proven that it knows the secret, one frame of one
 * shape is read and nothing is told; what is no frame at all ends it, before and after.
 */
export class SignalingConnection {
  readonly #socket: WebSocket;
  readonly #parts: Parts;
  readonly #scope = new Scope();
  readonly #nonce = randomBytes(32).toString('base64url');
  #proven = false;
  #pending = 0;
  #cancelSilence: (() => void) | undefined;

  constructor(socket: WebSocket, parts: Parts) {
    this.#socket = socket;
    this.#parts = parts;
    socket.on('message', (data, isBinary) => this.#heard(data, isBinary));
    socket.on('ping', () => this.#alive());
    socket.on('error', (error) => parts.log.debug({ error }, 'a signaling connection failed'));
    socket.on('close', () => {
      this.#scope.close();
      parts.onClosed();
    });
    this.#scope.after(sfuLinkLimits.handshakeMs, () => {
      if (!this.#proven) this.#end('it proved nothing in time');
    });
    this.#alive();
    this.#send({ type: 'challenge', version: sfuLinkVersion, nonce: this.#nonce });
  }

  get proven(): boolean {
    return this.#proven;
  }

  tell<K extends keyof SfuNotices>(name: K, notice: SfuNotices[K]): void {
    if (this.#proven) this.#send({ type: 'notice', name, notice });
  }

  tellState(): void {
    if (this.#proven) this.#send({ type: 'state', state: this.#parts.state() });
  }

  close(): void {
    this.#scope.close();
    this.#socket.close(1001);
    // Closing politely needs an other end that answers.
    setTimeout(() => this.#socket.terminate(), 500).unref();
  }

  #heard(data: RawData, isBinary: boolean): void {
    this.#alive();
    const frame = readFrame(fromSignaling, isBinary ? '' : (data as Buffer).toString());
    if (!frame) this.#end('it sent what is no frame');
    else if (frame.type === 'prove') this.#prove(frame);
    else if (this.#proven) void this.#ask(frame);
    else this.#end('it asked before it had proven anything');
  }

  #prove({ nonce, proof }: Extract<FromSignaling, { type: 'prove' }>): void {
    const { secret, state, log } = this.#parts;
    const nonces = { node: this.#nonce, signaling: nonce };
    const sign = (end: 'signaling' | 'node') =>
      createHmac('sha256', secret).update(proofText(end, nonces)).digest();
    if (this.#proven || !timingSafeEqual(sign('signaling'), Buffer.from(proof, 'base64url'))) {
      this.#end('its proof is wrong: is SFU_SECRET the same?');
      return;
    }
    this.#proven = true;
    this.#send({ type: 'welcome', proof: sign('node').toString('base64url'), state: state() });
    this.#scope.every(sfuLinkLimits.stateEveryMs, () => this.tellState());
    log.info({}, 'signaling connected');
  }

  async #ask({ id, name, input }: Extract<FromSignaling, { type: 'ask' }>): Promise<void> {
    if (this.#pending >= sfuLinkLimits.maxPending) {
      this.#send({ type: 'refused', id, code: 'rate-limited', reason: 'relay-limit' });
      return;
    }
    this.#pending += 1;
    try {
      // Neither is trusted: the node knows its names, and parses what goes with them.
      const output = await this.#parts.node.request(name as SfuRequestName, input as never);
      this.#send({ type: 'done', id, output });
    } catch (failure) {
      const { code, reason } = failure instanceof CodedError ? failure : new CodedError('internal');
      this.#send({ type: 'refused', id, code, ...(reason ? { reason } : {}) });
    } finally {
      this.#pending -= 1;
    }
  }

  #send(frame: FromSfuNode): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (this.#socket.bufferedAmount > sfuLinkLimits.maxBufferedBytes) this.#end('it does not read');
    else this.#socket.send(JSON.stringify(frame));
  }

  #alive(): void {
    this.#cancelSilence?.();
    this.#cancelSilence = this.#scope.after(sfuLinkLimits.silentMs, () =>
      this.#end('it has been silent for too long'),
    );
  }

  #end(reason: string): void {
    if (this.#scope.closed) return;
    this.#scope.close();
    this.#parts.log.warn({ reason }, 'signaling connection ended');
    this.#socket.close(violation);
    setTimeout(() => this.#socket.terminate(), 500).unref();
  }
}
