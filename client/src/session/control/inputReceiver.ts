import {
  decodeInput,
  encodeInput,
  type ClipboardMessage,
  type InputMessage,
  type InputRefusal,
  type ViewerMessage,
} from '@beside/shared/protocol/input';
import type { LinkPath } from '../../media/linkPaths.ts';
import type { ControlledSurface } from '../surface/surface.ts';
import type { InputGate } from './inputGate.ts';

interface Parts {
  gate: InputGate;
  /** What the hand moves at present, if it can move anything. */
  surface: () => ControlledSurface | null;
  reply: (path: LinkPath, bytes: Uint8Array<ArrayBuffer>) => void;
  onClipboard: (message: ClipboardMessage) => void;
  /** Something was carried out. */
  onActive: () => void;
}

/**
 * The customer's end of the input channels: decode, gate, carry out, answer. Strokes are answered
 * together, with the link's next beat: what is said after each would keep the next one waiting.
 */
export function createInputReceiver({ gate, surface, reply, onClipboard, onActive }: Parts) {
  /** Where an answer is waited for. */
  const unanswered = new Set<LinkPath>();

  return {
    /** @param bytes untrusted, as they came */
    receive(channel: 'moves' | 'keys', bytes: Uint8Array, path: LinkPath): void {
      const message = decodeInput(bytes);
      if (!message || isAnswer(message)) return;
      const { grantId, seq } = message;
      const verdict = gate.judge(message, channel);
      const refusal = verdict.pass ? carryOut(message) : verdict.refuse;
      // Old numbers are answered too: the answer to them may be what was lost. Their copies are not.
      const isNew = verdict.pass || (verdict.refuse !== null && verdict.refuse !== 'no-grant');
      if (channel === 'moves' && (message.type === 'move' || !isNew)) return;
      if (refusal) reply(path, encodeInput({ type: 'refused', grantId, seq, reason: refusal }));
      if (gate.grant?.id === grantId) unanswered.add(path);
    },
    /** Says how far it has come, to each path that has asked since the last time. */
    answer(): void {
      const { grant, lastKey: seq } = gate;
      if (grant) {
        for (const path of unanswered) {
          reply(path, encodeInput({ type: 'done', grantId: grant.id, seq }));
        }
      }
      unanswered.clear();
    },
  };

  function carryOut(message: ViewerMessage): InputRefusal | undefined {
    if (isAboutClipboard(message)) {
      onClipboard(message);
      return undefined;
    }
    const target = surface();
    if (!target) return 'needs-customer';
    const refusal = target.apply(message);
    onActive();
    return refusal;
  }
}

function isAnswer(message: InputMessage): message is Exclude<InputMessage, ViewerMessage> {
  return message.type === 'done' || message.type === 'refused' || message.type === 'hold';
}

function isAboutClipboard(message: ViewerMessage): message is ClipboardMessage {
  return /^clip/.test(message.type);
}
