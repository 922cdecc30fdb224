import { captureInput } from '../../../client/src/session/control/inputCapture.ts';
import type { Move, Stroke } from '../../../client/src/session/control/inputSender.ts';

export interface CaptureInPage {
  enabled: boolean;
  moves: Move[];
  strokes: Stroke[];
  pasted: string[];
  close(): void;
}

declare global {
  interface Window {
    captured: CaptureInPage;
  }
}

const stage = document.querySelector<HTMLElement>('#stage');
if (!stage) throw new Error('the page has no stage');
const picture = {
  videoWidth: 600,
  videoHeight: 400,
  getBoundingClientRect: () => stage.getBoundingClientRect(),
} as HTMLVideoElement;

const captured: CaptureInPage = {
  ...{ enabled: true, moves: [], strokes: [], pasted: [] },
  close: captureInput(stage, {
    enabled: () => captured.enabled,
    picture: () => picture,
    move: (move) => captured.moves.push(move),
    stroke: (stroke) => captured.strokes.push(stroke),
    isLocal: () => false,
    paste: (text) => captured.pasted.push(text),
  }),
};
window.captured = captured;
