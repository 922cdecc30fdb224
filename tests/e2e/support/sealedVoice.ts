import { readdir } from 'node:fs/promises';

/** The address of the built thread that seals frames. */
export async function frameWorkerUrl(): Promise<string> {
  const folder = new URL('../../../client/dist/portal/assets/portal/', import.meta.url);
  const name = (await readdir(folder)).find((file) => file.startsWith('frameWorker'));
  if (!name) throw new Error('the pages are not built');
  return `/assets/portal/${name}`;
}

/**
 * Runs in a page: sends a tone from one connection to another through the thread, and says whether it
 * was heard before a hundred pieces of it had been thrown away.
 *
 * @param isSame whether both ends have the same key
 */
export async function hearVoice({ url, isSame }: { url: string; isSame: boolean }) {
  const worker = new Worker(url);
  let unopened = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<{ type: string }>) => {
    if (data.type === 'unopened') unopened += 1;
  });
  const keyOf = async (seed: number) => {
    const bits = new Uint8Array(16).fill(seed);
    const key = await crypto.subtle.importKey('raw', bits, 'AES-GCM', false, [
      'encrypt',
      'decrypt',
    ]);
    return { generation: 1, mode: 'sealed', content: { key, salt: new Uint8Array(12) } };
  };
  worker.postMessage({ type: 'own', own: await keyOf(1) });
  worker.postMessage({
    type: 'theirs',
    theirs: { ...(await keyOf(isSame ? 1 : 2)), owner: 'other' },
  });

  const [from, to] = [new RTCPeerConnection(), new RTCPeerConnection()];
  from.onicecandidate = ({ candidate }) => void to.addIceCandidate(candidate);
  to.onicecandidate = ({ candidate }) => void from.addIceCandidate(candidate);
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const out = audio.createMediaStreamDestination();
  tone.connect(out);
  tone.start();
  await audio.resume();
  for (const track of out.stream.getTracks()) {
    const sender = from.addTrack(track, out.stream);
    sender.transform = new RTCRtpScriptTransform(worker, { side: 'send', stream: 1 });
  }
  to.ontrack = ({ receiver, streams }) => {
    receiver.transform = new RTCRtpScriptTransform(worker, { side: 'receive', from: 'other' });
    const player = new Audio();
    player.srcObject = streams[0] ?? null;
    // Muted, it would count as silence.
    void player.play();
  };
  await from.setLocalDescription();
  if (from.localDescription) await to.setRemoteDescription(from.localDescription);
  await to.setLocalDescription();
  if (to.localDescription) await from.setRemoteDescription(to.localDescription);

  const isHeard = async (): Promise<boolean> => {
    const stats = [...(await to.getStats()).values()] as RTCInboundRtpStreamStats[];
    return stats.some(({ totalAudioEnergy = 0 }) => totalAudioEnergy > 0.01);
  };
  let heard = false;
  while (!heard && unopened < 100) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    heard = await isHeard();
  }
  from.close();
  to.close();
  await audio.close();
  worker.terminate();
  return heard;
}
