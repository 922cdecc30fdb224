/**
 * Samples that are looked at: 171 ms at 48 kHz, a little more than from one look to the next, so that
 * no syllable falls between two.
 */
const windowSize = 8192;
/** What counts as silence, and as loud, in decibels of full scale. */
const range = { silentDb: -60, loudDb: -12 };

/** How loud a track is. */
export interface LevelMeter {
  /** From 0, silent, to 1; of the last sixth of a second. */
  read(): number;
  close(): void;
}

let shared: AudioContext | undefined;
let meters = 0;

/** The page's one context: browsers allow few of them. */
function context(): AudioContext {
  shared ??= new AudioContext();
  // Made before anybody has clicked, it waits for that; every look tries anew.
  if (shared.state === 'suspended') shared.resume().catch(() => undefined);
  return shared;
}

export function createLevelMeter(track: MediaStreamTrack): LevelMeter {
  const source = context().createMediaStreamSource(new MediaStream([track]));
  const analyser = context().createAnalyser();
  analyser.fftSize = windowSize;
  source.connect(analyser);
  meters += 1;
  let closed = false;
  const samples = new Float32Array(windowSize);

  return {
    read() {
      if (closed || context().state !== 'running') return 0;
      analyser.getFloatTimeDomainData(samples);
      return levelOf(samples);
    },
    close() {
      if (closed) return;
      closed = true;
      source.disconnect();
      meters -= 1;
      // It would keep the sound's device and a thread busy with nothing.
      if (meters === 0)
        context()
          .suspend()
          .catch(() => undefined);
    },
  };
}

/** @param samples between -1 and 1 */
export function levelOf(samples: Float32Array): number {
  const sum = samples.reduce((total, sample) => total + sample * sample, 0);
  const decibels = 10 * Math.log10(sum / samples.length + Number.EPSILON);
  const level = (decibels - range.silentDb) / (range.loudDb - range.silentDb);
  return Math.min(1, Math.max(0, level));
}
