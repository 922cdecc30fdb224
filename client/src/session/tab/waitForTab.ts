import type { RequestId } from '@beside/shared/domain/ids';
import { Scope } from '@beside/shared/lib/scope';
import { randomWord } from '../../media/captureHandle.ts';
import type { Signaling } from '../../signaling/signaling.ts';
import { deriveMeeting, openFrom, sealFor } from './meetingKeys.ts';
import { offerLine, type OfferedLine, type TabLine } from './tabLine.ts';

/** An offer is made anew after this, in ms: what it says of servers and addresses grows old. */
const offerMs = 120_000;
const againMs = 1_000;

interface Parts {
  signaling: Signaling;
  requestId: RequestId;
  /** Of the tab that is shared. */
  secret: string;
  /** Somebody who knows the secret has answered; which tab it is, is still to be shown. */
  onLine(line: TabLine): void;
}

/**
 * Waits at a tab's meeting place, always with an offer that nobody has answered yet: the tab comes
 * again with each page that is loaded in it. What is said there is sealed; the server carries it.
 */
export function waitForTab({ signaling, requestId, secret, onLine }: Parts): { close(): void } {
  const scope = new Scope();
  const keys = deriveMeeting(secret);
  let offer: (OfferedLine & { id: string }) | null = null;
  let said: string | null = null;
  let renewing = 0;

  const tell = (): void => {
    if (said === null || scope.closed) return;
    void keys.then(({ place }) =>
      signaling
        .request('tab:open', { requestId, place, sealed: said ?? '' })
        .catch(() => undefined),
    );
  };

  const renew = async (): Promise<void> => {
    const turn = (renewing += 1);
    const { iceServers } = await signaling.request('link:servers', { requestId });
    const servers = iceServers as RTCIceServer[];
    const next = { ...(await offerLine(servers)), id: randomWord() };
    const content = { id: next.id, sdp: next.sdp, iceServers };
    const sealed = await sealFor(await keys, 'offer', content);
    if (scope.closed || turn !== renewing) return next.line.close();
    offer?.line.close();
    offer = next;
    said = sealed;
    tell();
  };
  const begin = (): void => {
    renew().catch(() => {
      // The server could not be asked at this moment.
      scope.after(againMs, begin);
    });
  };

  const take = async (sealed: string): Promise<void> => {
    const content = await openFrom(await keys, 'answer', sealed);
    const { id, sdp } = (content ?? {}) as { id?: unknown; sdp?: unknown };
    const taken = offer;
    // An answer to an offer of before, told again.
    if (!taken || id !== taken.id || typeof sdp !== 'string' || scope.closed) return;
    offer = null;
    onLine(taken.line);
    await taken.accept(sdp).catch(() => taken.line.close());
    begin();
  };

  scope.add(
    signaling.on('tab:answer', (message) => {
      if (message.requestId !== requestId) return;
      void keys.then(({ place }) => (message.place === place ? take(message.sealed) : undefined));
    }),
  );
  // A new socket waits nowhere yet.
  scope.add(
    signaling.onConnection(({ state }) => {
      if (state === 'connected') tell();
    }),
  );
  scope.every(offerMs, begin);
  begin();
  scope.add(() => {
    offer?.line.close();
    void signaling.request('tab:close', { requestId }).catch(() => undefined);
  });
  return { close: () => scope.close() };
}
