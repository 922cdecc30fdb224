import { once } from 'node:events';
import { connectDtls, createCertificate, openSocket } from './dtlsClient.mjs';
import { createRtpPacket, createSrtpSessions, split } from './srtp.mjs';

const payload = Buffer.from('a packet that the worker has to relay');
const ssrc = 0x5e1f7e57;
const payloadType = 100;
const sendEveryMs = 40;

/** Only loopback: the test needs no network and opens no port to one. */
export const listenInfo = { protocol: /** @type {const} */ ('udp'), ip: '127.0.0.1' };

/** @type {import('mediasoup').types.RouterRtpCodecCapability} */
export const opus = { kind: 'audio', mimeType: 'audio/opus', clockRate: 48000, channels: 2 };

/**
 * A browser's part and a plain one: what comes in encrypted on a WebRtcTransport has to come out on a
 * PlainTransport in clear, and on the WebRtcTransport encrypted again.
 *
 * @param {import('mediasoup').types.Router} router
 * @param {{ dir: string, signal: AbortSignal, step: (name: string) => void }} options
 * @returns {Promise<void>}
 */
export async function relayPacket(router, { dir, signal, step }) {
  step('making a certificate');
  const certificate = await createCertificate(dir);

  step('setting up transports');
  const [browser, listener] = await Promise.all([openSocket(), openSocket()]);
  signal.addEventListener('abort', () => [browser, listener].forEach((socket) => socket.close()), {
    once: true,
  });
  const webRtc = await router.createWebRtcTransport({ listenInfos: [listenInfo] });
  const plain = await router.createPlainTransport({ listenInfo });
  await plain.connect({ ip: '127.0.0.1', port: listener.address().port });
  const fingerprint = {
    algorithm: /** @type {const} */ ('sha-256'),
    value: certificate.fingerprint,
  };
  await webRtc.connect({ dtlsParameters: { role: 'client', fingerprints: [fingerprint] } });
  const producer = await webRtc.produce({
    kind: 'audio',
    rtpParameters: {
      codecs: [{ mimeType: opus.mimeType, clockRate: 48000, channels: 2, payloadType }],
      encodings: [{ ssrc }],
    },
  });
  const consume = {
    producerId: producer.id,
    rtpCapabilities: { ...router.rtpCapabilities, headerExtensions: [] },
  };
  const plainConsumer = await plain.consume(consume);
  const webRtcConsumer = await webRtc.consume(consume);

  step('the DTLS handshake');
  const { port } = webRtc.iceCandidates[0] ?? { port: 0 };
  const { usernameFragment: remoteFragment, password: remotePassword } = webRtc.iceParameters;
  const ice = { port, remoteFragment, remotePassword };
  const material = await connectDtls({ socket: browser, ice, certificate, signal });
  const srtp = createSrtpSessions(material);

  step('relaying a packet');
  let sequenceNumber = 1;
  const send = () => {
    const packet = createRtpPacket({
      payloadType,
      sequenceNumber: sequenceNumber++,
      ssrc,
      payload,
    });
    browser.send(srtp.client.protect(packet), port, '127.0.0.1');
  };
  const sending = setInterval(send, sendEveryMs);
  signal.addEventListener('abort', () => clearInterval(sending), { once: true });
  await Promise.all([
    received(listener, plainConsumer, (packet) => split(packet).body, signal),
    received(browser, webRtcConsumer, (packet) => srtp.server.unprotect(packet), signal),
  ]);
}

/**
 * @param {import('node:dgram').Socket} socket
 * @param {import('mediasoup').types.Consumer} consumer
 * @param {(packet: Buffer) => Buffer} open
 * @param {AbortSignal} signal
 */
async function received(socket, { rtpParameters }, open, signal) {
  for (;;) {
    const [packet] = await once(socket, 'message', { signal });
    const isRtp = packet.length >= 12 && packet.readUInt8(0) >> 6 === 2;
    const isOurs = isRtp && packet.readUInt32BE(8) === rtpParameters.encodings?.[0]?.ssrc;
    // Without this, RTCP about the same stream would be taken for it.
    const isMedia = (packet.readUInt8(1) & 0x7f) === rtpParameters.codecs[0]?.payloadType;
    if (!isOurs || !isMedia) continue;
    if (!open(packet).equals(payload)) throw new Error('a relayed packet has another payload');
    return;
  }
}
