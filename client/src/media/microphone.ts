import type { MicrophoneChoice, MicrophoneFailure } from '../lib/voiceModel.ts';

export type Microphone =
  { ok: true; track: MediaStreamTrack } | { ok: false; why: MicrophoneFailure };

/** @param id of {@link listMicrophones}; `null` is the system's own choice */
export async function openMicrophone(id: string | null): Promise<Microphone> {
  // Pages that were not loaded securely have none of it.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return { ok: false, why: 'refused' };
  try {
    const stream = await devices.getUserMedia({
      audio: {
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
        channelCount: 1,
        ...(id === null ? {} : { deviceId: { exact: id } }),
      },
    });
    const [track] = stream.getAudioTracks();
    if (!track) return { ok: false, why: 'none' };
    track.contentHint = 'speech';
    return { ok: true, track };
  } catch (failure) {
    return { ok: false, why: whyNot(failure) };
  }
}

/** What there is to choose from. */
export async function listMicrophones(): Promise<MicrophoneChoice[]> {
  const all = await navigator.mediaDevices.enumerateDevices().catch((): MediaDeviceInfo[] => []);
  return (
    all
      // The same device under another name, as which it comes too.
      .filter(
        ({ kind, deviceId }) => kind === 'audioinput' && !/^(|communications)$/.test(deviceId),
      )
      .map(({ deviceId, label }) => ({ id: deviceId, label }))
  );
}

function whyNot(failure: unknown): MicrophoneFailure {
  if (!(failure instanceof DOMException)) return 'failed';
  switch (failure.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    default:
      return 'failed';
  }
}
