import SimplePeer from 'simple-peer/simplepeer.min.js';
import type { Instance, SignalData } from 'simple-peer';
import type { EndpointId } from '@beside/shared/domain/ids';
import type { LinkSignal } from '@beside/shared/protocol/contract/link';
import { channelLabels, type ChannelLabel } from '@beside/shared/protocol/channels';
import type { Attempt, AttemptEvents } from './attemptKeeper.ts';
import type { Seal } from './sealing/seal.ts';
import { withStartBitrate } from './startBitrate.ts';
import { channelDelivery, maxBufferedBytes, maxVideoBitrate } from './path.ts';

interface DirectEvents extends AttemptEvents {
  signal(signal: LinkSignal): void;
}

/** One try of a direct link: one peer connection, from its first offer to its end. */
export interface DirectAttempt extends Attempt {
  signal(signal: LinkSignal): void;
}

/** simple-peer keeps its connection to itself, yet has no other way to negotiated channels. */
type WithConnection = Instance & { _pc: RTCPeerConnection };

/**
 * @param sends whether this end sends the picture; it makes the offer
 */
export function createDirectAttempt(
  sends: boolean,
  iceServers: RTCIceServer[],
  callbacks: DirectEvents,
  { seal, remote }: { seal: Seal; remote: EndpointId },
): DirectAttempt {
  const peer = new SimplePeer({
    initiator: sends,
    trickle: true,
    config: { iceServers },
    sdpTransform: withStartBitrate,
    // Its own channel, made in-band, would replace itself on the other side.
    channelConfig: { negotiated: true, id: 0 },
  }) as WithConnection;
  const connection = peer._pc;
  const channels = new Map<ChannelLabel, RTCDataChannel>();
  let closed = false;
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

  // Negotiated before there is a picture: choosing a screen then costs no round trip.
  const sender = sends ? addVideoSender(peer, connection, seal) : undefined;
  connection.addEventListener('track', ({ track, receiver }) => {
    seal.protectReceiver(receiver, remote);
    receiver.jitterBufferTarget = 0;
    callbacks.track(track);
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

  let settled: Promise<unknown> = Promise.resolve();
  /** Changes of a sender are carried out one after another; what a closed one refuses is no matter. */
  const change = (work: (sender: RTCRtpSender) => Promise<void>): void => {
    if (!sender) return;
    settled = settled.then(() => (closed ? undefined : work(sender))).catch(() => close());
  };

  return {
    signal: (signal) => {
      if (!closed) peer.signal(toSignalData(signal));
    },
    send(label, bytes) {
      const channel = channels.get(label);
      if (channel?.readyState !== 'open') return false;
      if (label !== 'keys' && channel.bufferedAmount > maxBufferedBytes) return false;
      channel.send(bytes);
      return true;
    },
    setTrack: (track) => change((video) => video.replaceTrack(track)),
    setActive: (active) =>
      change(async (video) => {
        const parameters = video.getParameters();
        for (const encoding of parameters.encodings) encoding.active = active;
        await video.setParameters(parameters);
      }),
    stats: () => connection.getStats(),
    close,
  };
}

function addVideoSender(
  peer: Instance,
  connection: RTCPeerConnection,
  seal: Seal,
): RTCRtpSender | undefined {
  peer.addTransceiver('video', {
    direction: 'sendonly',
    sendEncodings: [{ active: false, maxBitrate: maxVideoBitrate }],
  });
  const transceiver = connection
    .getTransceivers()
    .find(({ receiver }) => receiver.track.kind === 'video');
  if (transceiver) seal.protectSender(transceiver.sender, transceiver);
  return transceiver?.sender;
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
    case 'renegotiate':
      return { type: 'renegotiate' };
    default:
      return undefined;
  }
}

function toSignalData(signal: LinkSignal): SignalData {
  switch (signal.type) {
    case 'renegotiate':
      return { type: 'renegotiate', renegotiate: true };
    case 'transceiver':
      return { type: 'transceiverRequest', transceiverRequest: { kind: signal.kind } };
    default:
      return signal as SignalData;
  }
}
