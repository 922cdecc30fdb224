import type { Surface } from '@beside/shared/domain/sharing';

/** What came of the browser's picker. */
export type Capture =
  | { ok: true; track: MediaStreamTrack; surface: Surface }
  /** The person closed it, or the system forbids it to the browser, or something else went wrong. */
  | { ok: false; why: 'cancelled' | 'not-allowed-by-system' | 'failed' };

/** Frames a second that moving content may have, and that a still one keeps having: an idle capture
 * answers its next change late. */
const frameRate = { moving: 30, still: 5 };

type CaptureHandleDevices = MediaDevices & {
  setCaptureHandleConfig?(config: { handle: string; permittedOrigins: string[] }): void;
};
type CaptureHandleTrack = MediaStreamTrack & { getCaptureHandle?(): { handle?: string } | null };

/**
 * Opens the browser's picker; has to be called from a click.
 *
 * @param handle names this page by W3C Capture Handle, so that sharing it is recognised
 */
export async function captureScreen(handle: string): Promise<Capture> {
  const devices: CaptureHandleDevices = navigator.mediaDevices;
  devices.setCaptureHandleConfig?.({ handle, permittedOrigins: [location.origin] });
  const options = {
    video: { frameRate: { max: frameRate.moving } },
    audio: false,
    selfBrowserSurface: 'include',
    surfaceSwitching: 'include',
    monitorTypeSurfaces: 'include',
  };
  try {
    const stream = await devices.getDisplayMedia(options);
    const track = stream.getVideoTracks()[0];
    if (!track) return { ok: false, why: 'failed' };
    track.contentHint = 'detail';
    // Not every surface can; then it sends when something changes, as it would have anyway.
    await track
      .applyConstraints({ frameRate: { min: frameRate.still, max: frameRate.moving } })
      .catch(() => undefined);
    return { ok: true, track, surface: surfaceOf(track, handle) };
  } catch (failure) {
    return { ok: false, why: whyNot(failure) };
  }
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
