import SimplePeer from 'simple-peer/simplepeer.min.js';
import type { Instance, SignalData } from 'simple-peer';
import type { LinkSignal } from '@beside/shared/protocol/contract/link';
import { channelLabels, type ChannelLabel } from '@beside/shared/protocol/channels';
import { slotKinds, slots, type Slot } from '@beside/shared/protocol/slots';
import type { AttemptEvents } from './attemptKeeper.ts';
import { withOpusSettings } from './opusSettings.ts';
import type { VideoCodec } from './codec/chooseCodec.ts';
import { setEncodingCodec } from './codec/setEncodingCodec.ts';
import { channelDelivery, maxBitrates, maxBufferedBytes } from './path.ts';
import type { BoundAttempt } from './sealing/boundAttempt.ts';
import { bindingOf } from './sealing/connectionBinding.ts';
import type { Seal } from './sealing/seal.ts';
import { onlySealableCodecs } from './sealing/sealableCodecs.ts';
import { sayDependencies } from './playout/sayDependencies.ts';
import { withStartBitrate } from './startBitrate.ts';

interface DirectEvents extends AttemptEvents {
  signal(signal: LinkSignal): void;
}

/** One try of a direct link: one peer connection, from its first offer to its end. */
export interface DirectAttempt extends BoundAttempt {
  /** One description is taken: a later one could name another certificate than what was proven. */
  signal(signal: LinkSignal): void;
}

/** simple-peer keeps its connection to itself, yet has no other way to negotiated channels. */
type WithConnection = Instance & { _pc: RTCPeerConnection };

/**
 * All slots are negotiated at once, in both directions, before there is anything to send: choosing a
 * screen or switching a voice on then costs no round trip.
 *
 * `offers`: whether this end makes the offer, as the customer's does; `seal` plays what comes.
 */
export function createDirectAttempt(
  {
    offers,
    iceServers,
    seal,
  }: { offers: boolean; iceServers: RTCIceServer[]; seal: Pick<Seal, 'playReceiver'> },
  callbacks: DirectEvents,
): DirectAttempt {
  const peer = new SimplePeer({
    initiator: offers,
    trickle: true,
    config: { iceServers },
    sdpTransform: (sdp: string) => withOpusSettings(withStartBitrate(sdp)),
    // Its own channel, made in-band, would replace itself on the other side.
    channelConfig: { negotiated: true, id: 0 },
  }) as WithConnection;
  const connection = peer._pc;
  const channels = new Map<ChannelLabel, RTCDataChannel>();
  let closed = false;
  let described = false;
  let binding: string | null = null;
  let open = 0;

  channelLabels.forEach((label, at) => {
    const channel = connection.createDataChannel(label, {
      negotiated: true,
      id: at + 1,
      ...channelDelivery[label],
    });
    channel.binaryType = 'arraybuffer';
    channel.onopen = () => {
      open += 1;
      if (open === channelLabels.length && !closed) callbacks.open();
    };
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data instanceof ArrayBuffer) callbacks.message(label, new Uint8Array(data));
    };
    channel.onclose = () => close();
    channels.set(label, channel);
  });

  /** The screen's track, once it is to be shown. */
  let shown: MediaStreamTrack | undefined;
  let shows = false;
  const showScreen = (): void => {
    if (shows && shown) callbacks.track({ slot: 'screen', track: shown });
  };
  const play = ({ receiver }: RTCRtpTransceiver): void => {
    receiver.jitterBufferTarget = 0;
    seal.playReceiver(receiver, null, (track) => {
      shown = track;
      showScreen();
    });
  };
  if (offers) {
    const screen = addSlots(peer, connection);
    // With its track it would be too late: the browser has taken the frames into its own hands then.
    if (screen) play(screen);
  }
  connection.addEventListener('track', ({ track, transceiver }) => {
    const slot = slots[connection.getTransceivers().indexOf(transceiver)];
    if (!slot) return;
    if (!offers) {
      // Before the answer is made, which thus says that this end sends as well.
      transceiver.direction = 'sendrecv';
      onlySealableCodecs(transceiver);
    }
    if (slot !== 'screen') {
      callbacks.track({ slot, track });
      return;
    }
    shows = true;
    if (offers) showScreen();
    else play(transceiver);
  });

  peer.on('signal', (data: SignalData) => {
    const signal = toLinkSignal(data);
    if (signal && !closed) callbacks.signal(signal);
  });
  peer.on('close', () => close());
  // 'close' follows; without a listener an error would be thrown at the page.
  peer.on('error', () => close());

  const close = (): void => {
    if (closed) return;
    closed = true;
    peer.destroy();
    callbacks.closed();
  };

  let settled: Promise<unknown> = offers ? Promise.resolve() : untilNegotiated(connection);
  /** Changes of the senders are carried out one after another; what a closed one refuses is no matter. */
  const change = (slot: Slot, work: (sender: RTCRtpSender) => Promise<void>): void => {
    settled = settled
      .then(async () => {
        const transceiver = connection.getTransceivers()[slots.indexOf(slot)];
        if (!closed && transceiver) await work(transceiver.sender);
      })
      .catch(() => close());
  };

  const active = new Set<Slot>();
  let codec: VideoCodec = 'VP8';
  const apply = (slot: Slot): void =>
    change(slot, async (sender) => {
      const parameters = sender.getParameters();
      for (const encoding of parameters.encodings) {
        encoding.active = active.has(slot);
        encoding.maxBitrate = maxBitrates[slot];
        if (slot === 'screen') setEncodingCodec(encoding, parameters.codecs, codec);
      }
      await sender.setParameters(parameters);
    });
  // What an offer's sender may send in is not known before its answer.
  if (offers) void untilNegotiated(connection).then(() => apply('screen'));
  // An answer's would send what they are given.
  else for (const slot of slots) apply(slot);

  return {
    binding: () => (binding ??= bindingOf(connection)),
    signal(signal) {
      if (closed || signal.type === 'renegotiate') return;
      if (signal.type !== 'candidate') {
        if (described) return;
        described = true;
      }
      peer.signal(signal as SignalData);
    },
    send(label, bytes) {
      const channel = channels.get(label);
      if (channel?.readyState !== 'open') return false;
      if (label !== 'keys' && channel.bufferedAmount > maxBufferedBytes) return false;
      channel.send(bytes);
      return true;
    },
    setTrack: (slot, track) => change(slot, (sender) => sender.replaceTrack(track)),
    setActive(slot, next) {
      if (active.has(slot) === next) return;
      if (next) active.add(slot);
      else active.delete(slot);
      apply(slot);
    },
    setCodec(next) {
      if (codec === next) return;
      codec = next;
      apply('screen');
    },
    stats: () => connection.getStats(),
    async sentStats() {
      const [screen] = connection.getTransceivers();
      return (await screen?.sender.getStats()) ?? null;
    },
    close,
  };
}

/** @returns that of the screen */
function addSlots(peer: Instance, connection: RTCPeerConnection): RTCRtpTransceiver | undefined {
  for (const slot of slots) {
    peer.addTransceiver(slotKinds[slot], {
      direction: 'sendrecv',
      sendEncodings: [{ active: false, maxBitrate: maxBitrates[slot] }],
    });
  }
  for (const transceiver of connection.getTransceivers()) {
    onlySealableCodecs(transceiver);
    sayDependencies(transceiver);
  }
  return connection.getTransceivers()[slots.indexOf('screen')];
}

/** Who answers has senders only when the offer is answered. */
function untilNegotiated(connection: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    connection.addEventListener('signalingstatechange', () => {
      if (connection.signalingState === 'stable') resolve();
    });
  });
}

function toLinkSignal(data: SignalData): LinkSignal | undefined {
  switch (data.type) {
    case 'offer':
    case 'answer':
      return data.sdp === undefined ? undefined : { type: data.type, sdp: data.sdp };
    case 'candidate': {
      const { candidate, sdpMid, sdpMLineIndex } = data.candidate;
      return { type: 'candidate', candidate: { candidate, sdpMid, sdpMLineIndex } };
    }
    default:
      return undefined;
  }
}
