/** A still is there within a few frames, or not at all. */
const withinMs = 5_000;

/** What a captured track shows at this moment; `null` where it shows nothing. */
export async function takeStill(track: MediaStreamTrack): Promise<ImageBitmap | null> {
  const own = track.clone();
  // Also of a picture that is paused: it stays on this page.
  own.enabled = true;
  const video = document.createElement('video');
  Object.assign(video, { muted: true, playsInline: true, srcObject: new MediaStream([own]) });
  try {
    await new Promise<void>((resolve, reject) => {
      video.onloadeddata = () => resolve();
      setTimeout(() => reject(new Error('no frame came')), withinMs);
      // Muted, so it may always play; it is interrupted by its end, which is no failure.
      video.play().catch(() => undefined);
    });
    return await createImageBitmap(video);
  } catch {
    return null;
  } finally {
    video.srcObject = null;
    own.stop();
  }
}
