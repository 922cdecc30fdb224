import type { Party } from '@beside/shared/domain/words';

/** What a component needs to follow a view model. */
interface Followed<T> {
  getState(): T;
  subscribe(listener: () => void): () => void;
}

/** Why there is no microphone. */
export type MicrophoneFailure =
  /** The person, the browser or the page's policy does not allow it. */
  | 'refused'
  /** There is none, or the one that was chosen is gone. */
  | 'none'
  /** It is there, and could not be opened: another program has it, maybe. */
  | 'failed';

export interface MicrophoneChoice {
  id: string;
  /** As the system calls it; empty before the person has allowed one. */
  label: string;
}

/** The voices of both sides, and the sound of a shared screen, as a page has them. */
export interface VoiceView {
  /** This page's own microphone. */
  own: 'off' | 'asking' | 'on' | 'muted';
  /** It is on in another page of this side. */
  elsewhere: boolean;
  mayTalk: boolean;
  failure: MicrophoneFailure | null;
  microphones: readonly MicrophoneChoice[];
  /** The one that is used, or would be; `null`: the system's own choice. */
  chosen: string | null;
  sides: Record<Party, 'off' | 'on' | 'muted'>;
  /** Whose shared sound there is to be heard. */
  sound: Party | null;
  /** From 0 to 1. */
  soundVolume: number;
  soundMuted: boolean;
  /** The browser plays nothing until the person clicks. */
  blocked: boolean;
}

/** What can be done about voices and sound. Every method is safe at any time. */
export interface Voice {
  readonly view: Followed<VoiceView>;
  /** How loud each side speaks, from 0 to 1, ten times a second. */
  readonly levels: Followed<Record<Party, number>>;
  turnOn(): void;
  turnOff(): void;
  setMuted(muted: boolean): void;
  choose(microphone: string): void;
  setSound(change: Partial<Pick<VoiceView, 'soundVolume' | 'soundMuted'>>): void;
}
