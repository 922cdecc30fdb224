/** Candidates that are not there by then are not waited for, in ms: those of this machine come at once. */
const gatherMs = 400;
/** Two tabs of one machine find each other at once, or not at all, in ms. */
const openMs = 8_000;
/** More than this waiting to be sent means that nobody reads any more, in bytes. */
const maxBuffered = 256 * 1024;

/** The channel between two tabs: reliable, in order, sealed by DTLS, and without a server in between. */
export interface TabLine {
  /** @returns whether it is on its way */
  send(message: string | Uint8Array<ArrayBuffer>): boolean;
  onOpen(listener: () => void): void;
  onMessage(listener: (message: string | Uint8Array) => void): void;
  /** It is over, whichever end closed it. */
  onClose(listener: () => void): void;
  close(): void;
}

export interface OfferedLine {
  line: TabLine;
  sdp: string;
  /** @throws DOMException where it is no answer to this offer */
  accept(sdp: string): Promise<void>;
}

export async function offerLine(iceServers: RTCIceServer[]): Promise<OfferedLine> {
  const { connection, line } = createLine(iceServers);
  await connection.setLocalDescription(await connection.createOffer());
  const sdp = await gather(connection);
  return {
    line,
    sdp,
    accept: (answer) => connection.setRemoteDescription({ type: 'answer', sdp: answer }),
  };
}

/** @throws DOMException where it is no offer */
export async function answerLine(
  offer: string,
  iceServers: RTCIceServer[],
): Promise<{ line: TabLine; sdp: string }> {
  const { connection, line } = createLine(iceServers);
  try {
    await connection.setRemoteDescription({ type: 'offer', sdp: offer });
    await connection.setLocalDescription(await connection.createAnswer());
    const sdp = await gather(connection);
    setTimeout(() => {
      if (connection.connectionState !== 'connected') line.close();
    }, openMs);
    return { line, sdp };
  } catch (failure) {
    line.close();
    throw failure;
  }
}

function createLine(iceServers: RTCIceServer[]): { connection: RTCPeerConnection; line: TabLine } {
  const connection = new RTCPeerConnection({ iceServers });
  const channel = connection.createDataChannel('tab', { negotiated: true, id: 0 });
  channel.binaryType = 'arraybuffer';
  let closed = false;
  let told = (): void => undefined;
  const close = (): void => {
    if (closed) return;
    closed = true;
    connection.close();
    told();
  };
  channel.onclose = close;
  connection.onconnectionstatechange = () => {
    if (connection.connectionState === 'failed') close();
  };
  const line: TabLine = {
    send(message) {
      if (channel.readyState !== 'open' || channel.bufferedAmount > maxBuffered) return false;
      if (typeof message === 'string') channel.send(message);
      else channel.send(message);
      return true;
    },
    onOpen(listener) {
      channel.onopen = listener;
    },
    onMessage(listener) {
      channel.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) =>
        listener(typeof data === 'string' ? data : new Uint8Array(data));
    },
    onClose(listener) {
      told = listener;
    },
    close,
  };
  return { connection, line };
}

/** @returns the own description with the candidates that are there in time */
async function gather(connection: RTCPeerConnection): Promise<string> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, gatherMs);
    connection.onicegatheringstatechange = () => {
      if (connection.iceGatheringState !== 'complete') return;
      clearTimeout(timer);
      resolve();
    };
  });
  return connection.localDescription?.sdp ?? '';
}
