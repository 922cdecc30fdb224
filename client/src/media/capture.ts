import type { Surface } from '@beside/shared/domain/sharing';
import type { CaptureHandleTrack } from './captureHandle.ts';

/** What came of the browser's picker. */
export type Capture =
  | {
      ok: true;
      track: MediaStreamTrack;
      surface: Surface;
      /** What it sounds like, where the browser offers that and the person chose it. */
      sound: MediaStreamTrack | null;
      /** Whether that has in it what this very page plays: the other side's voice would come back. */
      hasOwnVoice: boolean;
    }
  /** The person closed it, or the system forbids it to the browser, or something else went wrong. */
  | { ok: false; why: 'cancelled' | 'not-allowed-by-system' | 'failed' };

/** As it is, and as it goes on being heard here; where the browser can, without what we play. */
const sound = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
  suppressLocalAudioPlayback: false,
  restrictOwnAudio: true,
};

/** Frames a second that moving content may have, and that a still one keeps having: an idle capture
 * answers its next change late. */
const frameRate = { moving: 30, still: 5 };

/**
 * Opens the browser's picker; has to be called from a click.
 *
 * @param handle what this page has just named itself by, so that sharing it is recognised
 */
export async function captureScreen(handle: string): Promise<Capture> {
  const options = {
    video: { frameRate: { max: frameRate.moving } },
    audio: sound,
    systemAudio: 'include',
    selfBrowserSurface: 'include',
    surfaceSwitching: 'include',
    monitorTypeSurfaces: 'include',
  };
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia(options);
    const track = stream.getVideoTracks()[0];
    if (!track) return { ok: false, why: 'failed' };
    track.contentHint = 'detail';
    // Not every surface can; then it sends when something changes, as it would have anyway. The limit that
    // it was opened with holds: said once more, a second one drops two of its thirty frames a second.
    await track.applyConstraints({ frameRate: { min: frameRate.still } }).catch(() => undefined);
    const surface = surfaceOf(track, handle);
    const [heard = null] = stream.getAudioTracks();
    return { ok: true, track, surface, sound: heard, hasOwnVoice: hasOwnVoice(heard, surface) };
  } catch (failure) {
    return { ok: false, why: whyNot(failure) };
  }
}

/** Another tab never has; everything else has, unless the browser says that it leaves it out. */
export function hasOwnVoice(heard: MediaStreamTrack | null, surface: Surface): boolean {
  if (!heard || surface === 'tab') return false;
  const settings: MediaTrackSettings & { restrictOwnAudio?: boolean } = heard.getSettings();
  return settings.restrictOwnAudio !== true;
}

/** What a captured track shows now: the browser's own bar lets people change it while it is shown. */
export function surfaceOf(track: CaptureHandleTrack, handle: string): Surface {
  if (track.getCaptureHandle?.()?.handle === handle) return 'this-page';
  switch (track.getSettings().displaySurface) {
    case 'browser':
      return 'tab';
    case 'window':
      return 'window';
    case 'monitor':
      return 'screen';
    default:
      return 'unknown';
  }
}

function whyNot(failure: unknown): 'cancelled' | 'not-allowed-by-system' | 'failed' {
  if (!(failure instanceof DOMException) || failure.name !== 'NotAllowedError') return 'failed';
  // Chromium: "Permission denied by system" (macOS without the right, policies), else the person.
  return /system/i.test(failure.message) ? 'not-allowed-by-system' : 'cancelled';
}
