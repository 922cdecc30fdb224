import type { SfuInput, SfuOutput } from '@beside/shared/protocol/sfuContract';
import type { SfuNode } from '@beside/sfu/node';

/** What Chromium sends for a VP8 track with retransmission; valid, and never followed by media. */
export function videoParameters(
  ssrc: number,
  mid = '0',
): SfuInput<'producer:open'>['rtpParameters'] {
  return {
    mid,
    codecs: [
      {
        mimeType: 'video/VP8',
        payloadType: 96,
        clockRate: 90_000,
        parameters: {},
        rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
      },
      { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 } },
    ],
    headerExtensions: [
      { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 4 },
      { uri: 'http://www.webrtc.org/experiments/rtp-hdrext/video-timing', id: 8 },
    ],
    encodings: [{ ssrc, rtx: { ssrc: ssrc + 1 }, maxBitrate: 5_000_000 }],
    rtcp: { cname: 'made-up', reducedSize: true },
  };
}

export function audioParameters(
  ssrc: number,
  mid = '1',
): SfuInput<'producer:open'>['rtpParameters'] {
  return {
    mid,
    codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
    encodings: [{ ssrc }],
  };
}

/** A fingerprint that belongs to no certificate. */
export const dtlsParameters: SfuInput<'transport:connect'>['dtlsParameters'] = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }],
};

/** The requests of one page, with its place filled in. */
export interface Page {
  roomId: string;
  peerId: string;
  /** Of the room, once joined; what this page says that it can receive. */
  rtpCapabilities: SfuOutput<'room:join'>['rtpCapabilities'];
  send: string;
  receive: string;
}

/** A page that has joined and opened a transport in each direction. */
export async function joinPage(node: SfuNode, roomId: string, peerId: string): Promise<Page> {
  const where = { roomId, peerId };
  const { rtpCapabilities } = await node.request('room:join', { ...where, holder: 'somebody' });
  const { id: send } = await node.request('transport:open', { ...where, direction: 'send' });
  const { id: receive } = await node.request('transport:open', { ...where, direction: 'receive' });
  return { ...where, rtpCapabilities, send, receive };
}

/** Opens a video producer on the page's sending transport. */
export async function shareScreen(node: SfuNode, page: Page, ssrc = 1000): Promise<string> {
  const { roomId, peerId, send: transportId } = page;
  const rtpParameters = videoParameters(ssrc, String(ssrc));
  const asked = { roomId, peerId, transportId, slot: 'screen' as const, rtpParameters };
  return (await node.request('producer:open', asked)).producerId;
}

export function consume(node: SfuNode, page: Page, producerId: string) {
  const { roomId, peerId, receive: transportId, rtpCapabilities } = page;
  return node.request('consumer:open', {
    roomId,
    peerId,
    transportId,
    producerId,
    rtpCapabilities,
  });
}

export function openChannel(node: SfuNode, page: Page, streamId: number) {
  const { roomId, peerId, send: transportId } = page;
  return node.request('data-producer:open', {
    roomId,
    peerId,
    transportId,
    label: 'moves',
    sctpStreamParameters: { streamId, ordered: false, maxRetransmits: 0 },
  });
}
