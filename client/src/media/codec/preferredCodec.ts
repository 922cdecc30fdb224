import { chooseCodec, type CodecChoice, type Machine } from './chooseCodec.ts';

/** A screen at its liveliest. */
const screen = { width: 1920, height: 1080, framerate: 30, bitrate: 6_000_000 };

let asked: Promise<CodecChoice> | undefined;

/** The codecs that this machine sends in; it is asked once. */
export function preferredCodec(): Promise<CodecChoice> {
  asked ??= describeMachine().then(chooseCodec);
  return asked;
}

async function describeMachine(): Promise<Machine> {
  return {
    cores: navigator.hardwareConcurrency,
    isPhone: isPhone(),
    av1: await askForAv1().catch(() => null),
  };
}

/** @throws where the browser knows neither `webrtc` nor the codec */
async function askForAv1(): Promise<Machine['av1']> {
  const video = { contentType: 'video/AV1', ...screen };
  return navigator.mediaCapabilities.encodingInfo({ type: 'webrtc', video });
}

function isPhone(): boolean {
  const { userAgentData } = navigator as { userAgentData?: { mobile: boolean } };
  return userAgentData?.mobile ?? /Mobi|Android/.test(navigator.userAgent);
}
