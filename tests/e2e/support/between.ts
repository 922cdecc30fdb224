import type { Page } from 'playwright';

/** What somebody between the two has got by. */
export interface Overheard {
  /** Messages that were passed on between the two. */
  messages: number;
  /** Bytes of pictures and sounds that came, of whatever side. */
  media: number;
}

/** Somebody in a page of their own, whom a server makes the other end of both direct links. */
export interface Between {
  overheard(): Promise<Overheard>;
}

type Described = { type: 'offer' | 'answer'; sdp: string };
type Signal =
  Described | { type: 'candidate'; candidate: RTCIceCandidateInit } | { type: 'renegotiate' };
interface Told {
  attempt: number;
  linkId: string;
  signal: Signal;
  requestId: string;
  from: string;
}
interface Middle {
  /** Ends the connection that is offered, and makes an own one for whom the offer was meant. */
  open(attempt: number, sdp: string): Promise<{ answer: string; offer: string }>;
  close(attempt: number, sdp: string): Promise<void>;
  candidate(attempt: number, side: 'sharer' | 'viewer', init: RTCIceCandidateInit): Promise<void>;
  overheard(): Promise<Overheard>;
}
type WithMiddle = typeof globalThis & { middle: Middle };

/**
 * Has a server that is not to be trusted stand between the two direct links of `viewer` and its
 * sharers: it ends the encryption of both in the page `middle` and passes on what comes. To be called
 * before the viewer opens a page.
 *
 * @param middle a page of the same origin, with nothing in it
 */
export async function standBetween(viewer: Page, middle: Page): Promise<Between> {
  await middle.evaluate(openMiddle);
  const frame = (told: unknown): string => `42["link:signal",${JSON.stringify(told)}]`;
  const read = (message: string | Buffer): Told | null => {
    const text = typeof message === 'string' ? message : '';
    const at = /^42\d*\["link:signal",/.exec(text);
    return at && (JSON.parse(text.slice(at[0].length, -1)) as Told);
  };

  await viewer.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const told = read(message);
      if (!told) return socket.send(message);
      const { signal, attempt, linkId, requestId, from } = told;
      if (signal.type === 'candidate') {
        void middle.evaluate(passCandidate, {
          attempt,
          side: 'sharer' as const,
          init: signal.candidate,
        });
      } else if (signal.type === 'offer') {
        void middle
          .evaluate(openBetween, { attempt, sdp: signal.sdp })
          .then(({ answer, offer }) => {
            const reply = { requestId, to: from, linkId, attempt };
            server.send(frame({ ...reply, signal: { type: 'answer', sdp: answer } }));
            socket.send(frame({ ...told, signal: { type: 'offer', sdp: offer } }));
          });
      } else socket.send(message);
    });
    socket.onMessage((message) => {
      const told = read(message);
      if (!told) return server.send(message);
      const { signal, attempt } = told;
      if (signal.type === 'candidate') {
        void middle.evaluate(passCandidate, {
          attempt,
          side: 'viewer' as const,
          init: signal.candidate,
        });
      } else if (signal.type === 'answer') {
        void middle.evaluate(closeBetween, { attempt, sdp: signal.sdp });
      } else server.send(message);
    });
  });
  return { overheard: () => middle.evaluate(() => (globalThis as WithMiddle).middle.overheard()) };
}

const openBetween = ({ attempt, sdp }: { attempt: number; sdp: string }) =>
  (globalThis as WithMiddle).middle.open(attempt, sdp);
const closeBetween = ({ attempt, sdp }: { attempt: number; sdp: string }) =>
  (globalThis as WithMiddle).middle.close(attempt, sdp);
const passCandidate = ({
  attempt,
  side,
  init,
}: {
  attempt: number;
  side: 'sharer' | 'viewer';
  init: RTCIceCandidateInit;
}) => (globalThis as WithMiddle).middle.candidate(attempt, side, init);

/** Runs in a page. */
function openMiddle(): void {
  interface Ends {
    sharer: RTCPeerConnection;
    viewer: RTCPeerConnection;
  }
  const tries = new Map<number, Ends>();
  let messages = 0;

  /** The link's channels are negotiated beforehand, under numbers that are known. */
  const passOn = (ends: Ends): void => {
    const open = (connection: RTCPeerConnection): RTCDataChannel[] =>
      [0, 1, 2, 3].map((id) => connection.createDataChannel(String(id), { negotiated: true, id }));
    const [own, other] = [open(ends.sharer), open(ends.viewer)];
    own.forEach((channel, at) => {
      const beyond = other[at];
      if (!beyond) return;
      for (const [from, to] of [
        [channel, beyond],
        [beyond, channel],
      ] as const) {
        from.binaryType = 'arraybuffer';
        from.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
          messages += 1;
          if (to.readyState === 'open') to.send(data);
        };
      }
    });
  };
  const gathered = async (connection: RTCPeerConnection): Promise<string> => {
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (connection.iceGatheringState === 'complete') resolve();
      };
      connection.onicegatheringstatechange = look;
      look();
    });
    return connection.localDescription?.sdp ?? '';
  };

  const middle: Middle = {
    async open(attempt, sdp) {
      const ends = { sharer: new RTCPeerConnection(), viewer: new RTCPeerConnection() };
      tries.set(attempt, ends);
      passOn(ends);
      const kinds = ['video', 'audio', 'audio'] as const;
      const onwards = kinds.map((kind) => ends.viewer.addTransceiver(kind));
      ends.sharer.ontrack = ({ transceiver, track }) => {
        const at = ends.sharer.getTransceivers().indexOf(transceiver);
        void onwards[at]?.sender.replaceTrack(track);
      };
      await ends.sharer.setRemoteDescription({ type: 'offer', sdp });
      for (const transceiver of ends.sharer.getTransceivers()) transceiver.direction = 'sendrecv';
      await ends.sharer.setLocalDescription();
      await ends.viewer.setLocalDescription();
      return { answer: await gathered(ends.sharer), offer: await gathered(ends.viewer) };
    },
    async close(attempt, sdp) {
      await tries.get(attempt)?.viewer.setRemoteDescription({ type: 'answer', sdp });
    },
    async candidate(attempt, side, init) {
      await tries
        .get(attempt)
        ?.[side].addIceCandidate(init)
        .catch(() => undefined);
    },
    async overheard() {
      let media = 0;
      for (const { sharer, viewer } of tries.values()) {
        for (const connection of [sharer, viewer]) {
          const report = (await connection.getStats()) as ReadonlyMap<
            string,
            RTCInboundRtpStreamStats
          >;
          for (const { type, bytesReceived } of report.values()) {
            if (type === 'inbound-rtp') media += bytesReceived ?? 0;
          }
        }
      }
      return { messages, media };
    },
  };
  Object.assign(globalThis, { middle });
}
