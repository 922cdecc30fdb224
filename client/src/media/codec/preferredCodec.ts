import { chooseCodec, type Machine, type VideoCodec } from './chooseCodec.ts';

/** A screen at its liveliest. */
const screen = { width: 1920, height: 1080, framerate: 30, bitrate: 6_000_000 };

let asked: Promise<VideoCodec> | undefined;

/** The codec that this machine begins to send in; it is asked once. */
export function preferredCodec(): Promise<VideoCodec> {
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
