/**
 * Buffers of a worker's one UDP socket, in bytes. All sessions of a worker share it, and key
 * frames come in bursts that the usual 208 KiB do not hold. The kernel caps it at
 * `net.core.rmem_max` and `wmem_max`.
 */
export const udpBuffers = { recvBufferSize: 4_194_304, sendBufferSize: 4_194_304 } as const;

/** How every browser's transport is made; sizes in bytes, rates in bit/s. */
export const transportOptions = {
  enableUdp: true,
  // For networks that let no UDP out. The direct way to the node, without TURN.
  enableTcp: true,
  preferUdp: true,
  // What the sending browser starts with too: a screen is to be readable in its first second, and
  // an estimate that starts at mediasoup's 600 kbit/s needs two seconds to get there.
  initialAvailableOutgoingBitrate: 3_000_000,
  // Seconds. Under 10 the worker raises it to 10; browsers check every 2 to 5 s (RFC 7675, section
  // 5.1) and give a silent path up after about 17 s, so there is nobody to wait for afterwards.
  iceConsentTimeout: 15,
  enableSctp: true,
  // Pointer moves, keys and heartbeats are under 1 KiB. Browsers learn the bound from us and
  // refuse to send more.
  maxSendMessageSize: 16_384,
  maxReceiveMessageSize: 16_384,
  sctpMaxReceiverWindowBufferSize: 262_144,
  // One stream may not fill the buffer of all: a reader too slow for pointer moves still gets keys.
  sctpSendBufferSize: 2_000_000,
  sctpPerStreamSendQueueLimit: 131_072,
} as const;

/**
 * Least time between two key frames that viewers ask of a sender, in milliseconds. The first
 * request goes through at once; what comes within the time is answered by one key frame after it.
 * Bounds what a viewer that asks all the time costs the customer's encoder.
 */
export const keyFrameRequestDelayMs = 250;

/**
 * From `transport:connect` to the end of the DTLS handshake, in milliseconds. Longer than browsers
 * try. A transport that was never asked to connect waits for as long as its peer is there: it is
 * made in advance, while the customer still decides.
 */
export const connectLimitMs = 45_000;

/**
 * From the loss of ICE consent to the end of the transport, in milliseconds. The browser may come
 * back with a packet until it gives up itself; 15 + 30 s cover that amply.
 */
export const disconnectedLimitMs = 30_000;

/**
 * What a peer may be without any transport, in milliseconds. A page that lives opens some at once;
 * one that is gone, while nobody was there to say so, takes no place away from others.
 */
export const idlePeerLimitMs = 60_000;

/**
 * What one page may send through the relay, in bit/s: a shared screen takes 5 Mbit/s at the most, a
 * voice and pointer next to nothing. Browsers are told the first figure; who sends more than the
 * second one for two looks in a row heeds nobody, and the transport ends.
 */
export const incomingBitrate = { asked: 12_000_000, most: 30_000_000, lookEveryMs: 5_000 } as const;
