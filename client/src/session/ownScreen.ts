import type { Surface } from '@beside/shared/domain/sharing';
import { captureScreen, hasOwnVoice, surfaceOf, type Capture } from '../media/capture.ts';
import type { Slot } from '@beside/shared/protocol/slots';
import { v4 as uuidV4 } from 'uuid';

interface Parts {
  setTrack: (slot: Slot, track: MediaStreamTrack | null) => void;
  hold: (slot: Slot, held: boolean) => void;
  /** The screen, or its sound alone, ended by itself: by the browser's own bar, for example. */
  onEnded: () => void;
  onSound: (sound: 'none' | 'shared' | 'held') => void;
}

type Captured = Extract<Capture, { ok: true }>;

/** The screen that this page captures, with its sound, until it lets go of both. */
export interface OwnScreen {
  readonly captured: boolean;
  /** The picture's own track. */
  readonly picture: MediaStreamTrack | null;
  pick(): Promise<Capture>;
  take(capture: Captured): void;
  /** What it shows by now: the browser's own bar lets people change it. `null` where there is none. */
  look(): Surface | null;
  setPaused(paused: boolean): void;
  /** Whether the other side's voice is played here: it must not go back with the sound. */
  setVoiceHeard(heard: boolean): void;
  /** Hands everything to a link that has just come. */
  handOver(): void;
  end(): void;
}

export function createOwnScreen({ setTrack, hold, onEnded, onSound }: Parts): OwnScreen {
  /** Names this page towards the capture, for as long as it is open. */
  const handle = uuidV4();
  let captured: Captured | null = null;
  let paused = false;
  let voiceHeard = false;

  const apply = (): void => {
    const sound = captured?.sound ?? null;
    const isHeld = (captured?.hasOwnVoice ?? false) && voiceHeard;
    setTrack('screen', captured?.track ?? null);
    setTrack('sound', sound);
    hold('screen', paused);
    hold('sound', paused || isHeld);
    for (const track of [captured?.track, sound]) if (track) track.enabled = !paused;
    onSound(sound ? (isHeld ? 'held' : 'shared') : 'none');
  };
  const onSoundEnded = (): void => {
    if (!captured) return;
    captured = { ...captured, sound: null };
    apply();
  };

  return {
    get captured() {
      return captured !== null;
    },
    get picture() {
      return captured?.track ?? null;
    },
    pick: () => captureScreen(handle),
    take(capture) {
      captured = capture;
      paused = false;
      capture.track.addEventListener('ended', onEnded);
      capture.sound?.addEventListener('ended', onSoundEnded);
      apply();
    },
    look() {
      if (!captured) return null;
      const surface = surfaceOf(captured.track, handle);
      if (surface !== captured.surface) {
        const { sound } = captured;
        captured = { ...captured, surface, hasOwnVoice: hasOwnVoice(sound, surface) };
        apply();
      }
      return surface;
    },
    setPaused(next) {
      if (paused === next) return;
      paused = next;
      apply();
    },
    setVoiceHeard(next) {
      if (voiceHeard === next) return;
      voiceHeard = next;
      if (captured) apply();
    },
    handOver: apply,
    end() {
      release(captured);
      captured = null;
      paused = false;
      apply();
    },
  };
}

/** Ends a capture that nobody wants any more. */
export function release(capture: Capture | null): void {
  if (!capture?.ok) return;
  capture.track.stop();
  capture.sound?.stop();
}
