import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest, SystemEvent } from '@beside/shared/domain/request';
import { sharingIsPossible } from '@beside/shared/domain/requestPhase';
import { nextVoice, type VoiceSetting, type VoiceState } from '@beside/shared/domain/voice';
import type { Party } from '@beside/shared/domain/words';
import { CodedError } from '@beside/shared/protocol/errors';
import { assertTakesPart, type Actor } from '../desk/actor.ts';
import type { Changer } from '../desk/change.ts';

/** The microphones of a request: each side sets its own, in the page that asks (rule S9). */
export interface Voice {
  /** @throws CodedError 'not-found', 'forbidden', 'conflict' */
  set(
    actor: Actor,
    id: RequestId,
    endpoint: EndpointId,
    setting: VoiceSetting,
  ): Promise<SupportRequest>;
}

/**
 * A side sends from one page alone: where its screen begins to go from another one, the voice that
 * was elsewhere is over.
 */
export function gatheredAt(
  voice: VoiceState,
  party: Party,
  endpoint: EndpointId,
): { voice: VoiceState; events: SystemEvent[] } {
  const own = voice[party];
  if (own.phase === 'off' || own.endpoint === endpoint) return { voice, events: [] };
  return {
    voice: { ...voice, [party]: { phase: 'off' } },
    events: [{ code: 'voice-off', party }],
  };
}

/** @throws CodedError('conflict', 'phase-forbids') where this side's screen goes from another page */
function assertNoOtherPage(
  { live: { share, show } }: SupportRequest,
  party: Party,
  endpoint: EndpointId,
): void {
  const screen =
    party === 'customer'
      ? share.phase === 'sharing' && share.endpoint
      : show.phase === 'showing' && show.endpoint;
  if (screen && screen !== endpoint) throw new CodedError('conflict', 'phase-forbids');
}

export function createVoice(change: Changer): Voice {
  return {
    set: (actor, id, endpoint, setting) =>
      change(actor, id, ({ request }) => {
        assertTakesPart(actor, request);
        const { party } = actor;
        if (setting !== 'off') {
          if (!sharingIsPossible(request.phase)) throw new CodedError('conflict', 'phase-forbids');
          assertNoOtherPage(request, party, endpoint);
        }
        const before = request.live.voice;
        const voice = nextVoice(before, party, endpoint, setting);
        // Asked twice, or for a voice that another page has taken over meanwhile: nothing changes.
        if (!voice) return undefined;
        const events: SystemEvent[] = [];
        if (before[party].phase === 'off') events.push({ code: 'voice-on', party });
        if (voice[party].phase === 'off') events.push({ code: 'voice-off', party });
        return { request: { live: { ...request.live, voice } }, events };
      }),
  };
}
