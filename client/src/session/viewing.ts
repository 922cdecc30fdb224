import type { EndpointId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { Scope } from '@beside/shared/lib/scope';
import type {
  ClipboardMessage,
  FramePoint,
  HoldReason,
  InputRefusal,
} from '@beside/shared/protocol/input';
import { listenToGestures } from '../media/picture/gestures.ts';
import type { PictureView } from '../media/picture/pictureView.ts';
import type { Stage } from '../media/stage.ts';
import { captureInput } from './control/inputCapture.ts';
import { InputSender, type Stroke } from './control/inputSender.ts';
import {
  createViewerDrawing,
  type OwnedViewerDrawing,
  type TextPlace,
  type ViewerDrawing,
} from './drawing/viewerDrawing.ts';
import type { ReadonlyStore } from './live.ts';

interface StageOptions {
  /** Whether a key is this page's own even while the keys go to the other side. */
  isLocal(event: KeyboardEvent): boolean;
  /** The wheel was turned where it does nothing by itself. */
  onIdleWheel(): void;
  /** A text is to be written there. */
  onText(place: TextPlace): void;
}

/** The other side's screen, as it is looked at, drawn on and controlled from here (rules S5, S10, I1). */
export interface Viewing {
  /** How the picture is looked at. */
  readonly picture: PictureView;
  readonly drawing: ViewerDrawing;
  /**
   * Puts the two stacked video elements into `stage`, as `picture` lays them, and takes pointer and
   * keyboard input from it while control is granted. The stage must be focusable; it may be in
   * another window.
   * @returns takes them out again
   */
  attach(stage: HTMLElement, options: StageOptions): () => void;
}

/** The same with what its owner tells it. */
interface OwnedViewing extends Viewing {
  readonly drawing: OwnedViewerDrawing;
  readonly sender: InputSender;
  /** @param bytes untrusted, as they came from the page that shares */
  hear(bytes: Uint8Array): void;
  /** Some twenty times a second. */
  tick(now: number): void;
}

interface Parts {
  endpoint: EndpointId;
  request: ReadonlyStore<SupportRequest>;
  stage: Stage;
  /** Whether pointer and keys go to the other side at present. */
  controlled(): boolean;
  /** Whether anything may be drawn from here, and there is a picture to draw on. */
  mayDraw(): boolean;
  /** Towards the page that shares; @returns whether it went out */
  send(label: 'moves' | 'keys', bytes: Uint8Array<ArrayBuffer>): boolean;
  onRefused(reason: InputRefusal): void;
  onHold(reason: HoldReason | null): void;
  /** The hand of this page has moved or pressed there. */
  onHand?(type: 'move' | 'press', place: FramePoint): void;
  /** What was drawn from here, as the board is told. */
  onDraw?(bytes: Uint8Array<ArrayBuffer>): void;
  /** Text that was pasted while the keys go to the other side. */
  onPaste?(text: string): void;
  onClipboard?(message: ClipboardMessage): void;
}

export function createViewing(parts: Parts): OwnedViewing {
  const { endpoint, request, stage, controlled, mayDraw, send } = parts;
  const sender = new InputSender({
    send,
    onRefused: parts.onRefused,
    onHold: parts.onHold,
    onClipboard: (message) => parts.onClipboard?.(message),
  });
  const drawing = createViewerDrawing({
    ...{ endpoint, request, mayDraw },
    send(label, bytes) {
      send(label, bytes);
      parts.onDraw?.(bytes);
    },
  });
  const stroke = (made: Stroke): void => {
    sender.stroke(made, performance.now());
    if (made.type === 'down') parts.onHand?.('press', made);
  };

  return {
    picture: stage.picture,
    drawing,
    sender,
    attach(container, { isLocal, onIdleWheel, onText }) {
      const own = new Scope();
      own.add(stage.attach(container));
      let strokes = { cancel: (): void => undefined };
      own.add(
        listenToGestures(container, {
          ...{ view: stage.picture, controlled, onIdleWheel },
          drawn: () => drawing.takesPointer,
          letGo() {
            stroke({ type: 'release' });
            strokes.cancel();
          },
        }),
      );
      // Before what is drawn with the same move: there the hand is waited for.
      own.add(
        captureInput(container, {
          ...{ enabled: () => controlled() && !drawing.takesPointer, stroke, isLocal },
          picture: () => stage.top,
          move(move) {
            sender.move(move);
            parts.onHand?.('move', move);
          },
          paste: (text) => parts.onPaste?.(text),
        }),
      );
      const layer = drawing.attach(container, {
        ...{ picture: stage.picture, video: () => stage.top, onText },
      });
      strokes = layer;
      own.add(() => layer.close());
      return () => own.close();
    },
    hear(bytes) {
      sender.answer(bytes, performance.now());
      drawing.receive(bytes);
    },
    tick(now) {
      sender.tick(now);
      drawing.tick();
    },
  };
}
