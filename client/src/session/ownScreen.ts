import type { Surface } from '@beside/shared/domain/sharing';
import { captureScreen, hasOwnVoice, surfaceOf, type Capture } from '../media/capture.ts';
import { showOwnHandle } from '../media/captureHandle.ts';
import type { Slot } from '@beside/shared/protocol/slots';
import { v4 as uuidV4 } from 'uuid';
import { createHiddenParts, type HiddenParts } from './privacy/hiddenParts.ts';
import { createPageCover } from './privacy/pageCover.ts';

interface Parts {
  setTrack: (slot: Slot, track: MediaStreamTrack | null) => void;
  hold: (slot: Slot, held: boolean) => void;
  /** The screen, or its sound alone, ended by itself: by the browser's own bar, for example. */
  onEnded: () => void;
  onSound: (sound: 'none' | 'shared' | 'held') => void;
  /** How many private places of this page are covered while it captures. */
  onPrivate?: (count: number) => void;
}

type Captured = Extract<Capture, { ok: true }>;

/** The screen that this page captures, with its sound, until it lets go of both. */
export interface OwnScreen {
  readonly captured: boolean;
  /** The picture's own track. */
  readonly picture: MediaStreamTrack | null;
  /** What its owner keeps from it. */
  readonly hidden: HiddenParts;
  pick(): Promise<Capture>;
  take(capture: Captured): void;
  /** Ends a capture that nobody wants any more. */
  drop(capture: Capture): void;
  /** What it shows by now: the browser's own bar lets people change it. `null` where there is none. */
  look(): Surface | null;
  setPaused(paused: boolean): void;
  /** Keeps the picture back for a moment, though it is shared: what it shows is not agreed to. */
  setKept(kept: boolean): void;
  /** Whether the other side's voice is played here: it must not go back with the sound. */
  setVoiceHeard(heard: boolean): void;
  /** Hands everything to a link that has just come. */
  handOver(): void;
  end(): void;
  close(): void;
}

export function createOwnScreen(parts: Parts): OwnScreen {
  const { setTrack, hold, onEnded, onSound, onPrivate } = parts;
  /** Names this page towards the capture, for as long as it is open. */
  const word = uuidV4();
  let handle = '';
  let captured: Captured | null = null;
  let paused = false;
  let kept = false;
  let voiceHeard = false;
  /** Whether what is private on this page is painted no more, and whether some of it is all the same. */
  let covered = false;
  let exposed = false;
  const hidden = createHiddenParts({ onChange: () => apply() });
  const cover = createPageCover({
    page: window,
    onExposed(next) {
      if (exposed === next) return;
      exposed = next;
      if (captured) apply();
    },
    onCount: onPrivate,
  });
  const coverPage = async (): Promise<void> => {
    await cover.begin();
    if (paused) return;
    covered = true;
    if (captured) apply();
  };
  const uncoverPage = (): void => {
    covered = false;
    cover.end();
  };

  const apply = (): void => {
    const sound = captured?.sound ?? null;
    const isHeld = (captured?.hasOwnVoice ?? false) && voiceHeard;
    const isDark = captured !== null && (paused || kept || !covered || exposed || hidden.covers);
    const sent = hidden.track ?? captured?.track ?? null;
    setTrack('screen', sent);
    setTrack('sound', sound);
    hold('screen', isDark);
    hold('sound', paused || isHeld);
    for (const track of [captured?.track, sent]) if (track) track.enabled = !isDark;
    if (sound) sound.enabled = !paused;
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
    hidden,
    async pick() {
      const painted = cover.begin();
      handle = showOwnHandle(word);
      const capture = await captureScreen(handle);
      if (!capture.ok) {
        if (!captured) uncoverPage();
        return capture;
      }
      await painted;
      covered = true;
      return capture;
    },
    drop(capture) {
      release(capture);
      if (!captured) uncoverPage();
    },
    take(capture) {
      captured = capture;
      paused = false;
      hidden.follow(capture);
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
        hidden.follow(captured);
        apply();
      }
      return surface;
    },
    setPaused(next) {
      if (paused === next) return;
      paused = next;
      if (paused) uncoverPage();
      else void coverPage();
      apply();
    },
    setKept(next) {
      if (kept === next) return;
      kept = next;
      if (captured) apply();
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
      hidden.follow(null);
      uncoverPage();
      apply();
    },
    close() {
      hidden.close();
      cover.close();
    },
  };
}

function release(capture: Capture | null): void {
  if (!capture?.ok) return;
  capture.track.stop();
  capture.sound?.stop();
}
