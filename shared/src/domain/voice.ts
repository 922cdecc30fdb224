import type { EndpointId } from './ids.ts';
import type { Party } from './words.ts';

/** What one side sets its own microphone to, and nobody else's (rule S9). */
export const voiceSettings = ['on', 'muted', 'off'] as const;
export type VoiceSetting = (typeof voiceSettings)[number];

/** The microphone of one side: of one page, and only of that. */
export type SideVoice = { phase: 'off' } | { phase: 'on'; endpoint: EndpointId; muted: boolean };

/** Both sides' microphones; each is off until its own side switches it on. */
export type VoiceState = Record<Party, SideVoice>;

/**
 * The state that follows when a page sets its own side's voice. The newest page to switch it on has
 * it; another one can neither mute it nor switch it off.
 *
 * @returns `undefined` where the event is out of turn or changes nothing
 */
export function nextVoice(
  state: VoiceState,
  party: Party,
  endpoint: EndpointId,
  setting: VoiceSetting,
): VoiceState | undefined {
  const own = state[party];
  const isHere = own.phase === 'on' && own.endpoint === endpoint;
  switch (setting) {
    case 'on':
      return isHere && !own.muted
        ? undefined
        : { ...state, [party]: { phase: 'on', endpoint, muted: false } };
    case 'muted':
      return isHere && !own.muted
        ? { ...state, [party]: { phase: 'on', endpoint, muted: true } }
        : undefined;
    case 'off':
      return isHere ? { ...state, [party]: { phase: 'off' } } : undefined;
  }
}
