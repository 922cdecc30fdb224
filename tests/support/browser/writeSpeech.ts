import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const rate = 48_000;
const seconds = 2;
/** Above the tone of a voice. */
const overtones = 12;

export interface Speaker {
  /** The voice's tone, in hertz. */
  pitch: number;
  /** In a second: steady tones are taken for noise, and filtered out. */
  syllables: number;
}

/**
 * A sound like somebody who talks without a pause, as a file that a browser's microphone plays. Two who
 * talk to each other need two voices: the same one is taken for an echo, and filtered out.
 */
export async function writeSpeech(
  speaker: Speaker,
): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'beside-speech-'));
  const path = join(folder, 'speech.wav');
  await writeFile(path, toWav(speech(speaker)));
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}

function speech({ pitch, syllables }: Speaker): Int16Array {
  return Int16Array.from({ length: rate * seconds }, (_, at) => {
    const time = at / rate;
    const loudness = 0.35 + 0.65 * Math.sin(Math.PI * syllables * time) ** 2;
    let sample = 0;
    for (let tone = 1; tone <= overtones; tone += 1) {
      // A little vibrato, as nobody's voice is a machine's.
      const phase =
        2 * Math.PI * pitch * tone * time + 0.8 * tone * Math.sin(2 * Math.PI * 3 * time);
      sample += Math.sin(phase) / tone;
    }
    return sample * loudness * 9_000;
  });
}

/** 16 bits, one channel (RIFF WAVE). */
function toWav(samples: Int16Array): Uint8Array {
  const header = Buffer.alloc(44);
  const bytes = samples.byteLength;
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}
