import type { ControlLevel, ControlSpan, ControlState } from '@beside/shared/domain/control';
import type { HelperState } from '@beside/shared/domain/helper';
import type { RecordState } from '@beside/shared/domain/recording';
import type { ShareAbility, ShareState, Surface } from '@beside/shared/domain/sharing';
import type { HoldReason, InputRefusal } from '@beside/shared/protocol/input';
import type { ShowState } from '@beside/shared/domain/show';
import type { LinkPath } from '@beside/shared/protocol/contract/link';
import type { QualityView } from './quality/followQuality.ts';
import type { Quality } from './quality/judgeQuality.ts';
import type { Protection } from '../media/sealing/protection.ts';
import type { Voice } from '../lib/voiceModel.ts';

export type { Protection };
import type { SharerClipboardView } from './clipboard/sharerClipboard.ts';
import type { ViewerClipboard, ViewerClipboardView } from './clipboard/viewerClipboard.ts';
import type { SharerHandView } from './control/sharerControl.ts';
import type { SharerDrawing } from './drawing/sharerDrawing.ts';
import type { TechnicianRecording } from './recording/technicianRecording.ts';
import type { HiddenParts } from './privacy/hiddenParts.ts';
import type { OwnShow } from './technicianShow.ts';
import type { Viewing } from './viewing.ts';

/** What a component needs to follow a view model: zustand's vanilla store fits. */
export interface ReadonlyStore<T> {
  getState(): T;
  subscribe(listener: (state: T, previous: T) => void): () => void;
}

/** The way a picture takes, as people are shown it. */
export type LinkView =
  | { state: 'idle' }
  | { state: 'connecting' }
  /** Frames come (viewer) or go (sharer) this way. */
  | { state: 'carried'; path: LinkPath; standby: 'ready' | 'connecting' | 'none' }
  /** No way works at the moment; it is being tried without anyone doing anything. */
  | { state: 'interrupted' };

/** What a picker that was opened here failed with, other than by the person's own choice. */
export type PickerFailure = 'not-allowed-by-system' | 'capture-failed';

export interface CustomerLiveView {
  /** As this page knows it: a pause counts from the customer's click on. */
  share: ShareState;
  control: ControlState;
  show: ShowState;
  record: RecordState;
  /** Whether the technician's screen is to be seen by now. */
  showSeen: boolean;
  /** How well it comes; `null` before there is anything to tell. */
  showQuality: Quality | null;
  /** The last input that the technician's side did not carry out, and why; `at` by this clock. */
  showRefused?: { reason: InputRefusal; at: number };
  /** The hand waits, because the technician's own mouse or keyboard is in use. */
  showHeld: HoldReason | null;
  link: LinkView;
  protection: Protection;
  /** Whether the screen that is shared is shared from this very page. */
  sharingHere: boolean;
  /** What is shown, by the name that it bears itself; `null` where the browser does not tell. */
  title: string | null;
  /** The browser's picker is open. */
  picking: boolean;
  /** What is shown of a picker that failed for another reason than the person's own choice. */
  failure: PickerFailure | null;
  /** Whether the sound goes along: kept back where the technician's own voice would come back. */
  sound: 'none' | 'shared' | 'held';
  /** How many places of this page are kept from the picture, and are not to be seen here either. */
  privatePlaces: number;
  /** Whether this browser can share a screen at all. */
  ability: ShareAbility;
  helper: HelperState;
  /** The question about the desktop helper, where the customer has it open. */
  helperOffer: HelperOffer | null;
  hand: SharerHandView;
  /** What is asked about a clipboard, if anything is. */
  clipboard: SharerClipboardView | null;
  /** What became of one that was offered to the technician who shows, or asked for. */
  showClipboard: ViewerClipboardView | null;
}

/** The helper's code is being made, or is shown, or could not be made. */
export type HelperOffer =
  { state: 'asking' | 'failed' } | { state: 'shown'; code: string; expiresAt: number };

/** The live part of a request on the customer's page. Every method is safe at any time. */
export interface CustomerLive {
  readonly view: ReadonlyStore<CustomerLiveView>;
  readonly voice: Voice;
  readonly hidden: HiddenParts;
  readonly drawing: SharerDrawing;
  /** The technician's screen. */
  readonly showing: Viewing;
  /**
   * Opens the browser's picker; has to be called from the click itself, which must be the customer's
   * own (`isTrusted`).
   */
  share(click: { isTrusted: boolean }): void;
  decline(): void;
  pause(): void;
  resume(): void;
  stop(): void;
  /** Grants what was asked. The click that causes it must be the customer's own (`isTrusted`). */
  allowControl(level: ControlLevel, span: ControlSpan, click: { isTrusted: boolean }): void;
  declineControl(): void;
  /** Agrees to being recorded. The click that causes it must be the customer's own (`isTrusted`). */
  allowRecord(click: { isTrusted: boolean }): void;
  declineRecord(): void;
  stopRecord(): void;
  takeBackControl(): void;
  /** What was agreed to for the whole sharing is forgotten: the next time there is a question. */
  askAgain(): void;
  /** Takes over the text of the technician's clipboard, by the customer's own click (rule I5). */
  takeClipboard(how: 'copy' | 'insert', click: { isTrusted: boolean }): void;
  /** Reads the own clipboard and shows it; it is not sent yet. */
  readClipboard(click: { isTrusted: boolean }): void;
  sendClipboard(text: string, click: { isTrusted: boolean }): void;
  declineClipboard(): void;
  /** Asks for the hand on the technician's screen (rule I6). */
  requestShowControl(level: ControlLevel): void;
  /** Takes the own question back, or gives the hand back. */
  releaseShowControl(): void;
  /** Text of a clipboard to the technician who shows, and from them, while the hand is given. */
  readonly showClipboard: Pick<ViewerClipboard, 'offer' | 'ask' | 'dismiss'>;
  /** Opens the question about the desktop helper, with a new code where none is in use. */
  offerHelper(): void;
  closeHelperOffer(): void;
  endHelper(): void;
  close(): void;
}

export interface PictureFigures {
  width: number;
  height: number;
  framesPerSecond: number;
  /** Round trip on the carrying path, from the heartbeat. */
  roundTripMs: number | null;
  /** Share of heartbeats lost in the last seconds, 0 to 1. */
  loss: number | null;
  kilobitsPerSecond: number | null;
  /** How long frames have to wait to be shown in even time, which only some browsers have them do. */
  unevenMs: number | null;
  codec: string | null;
  protocol: 'udp' | 'tcp' | null;
  /** Whether a TURN server passes the packets on. */
  turned: boolean;
}

export interface Reach {
  surface: Surface;
  /** `tab`: of a tab that carries our script, once the customer has agreed there as well. */
  input: 'page' | 'tab' | 'desktop' | 'none';
  /** What is missing for it. */
  missing?: 'consent';
}

export interface TechnicianLiveView {
  share: ShareState;
  control: ControlState;
  show: ShowState;
  /** Whether this technician's screen is shown from this very page. */
  showingHere: boolean;
  /** The browser's picker is open for it. */
  picking: boolean;
  showFailure: PickerFailure | null;
  /** The customer's hand on what is shown from here. */
  showHand: SharerHandView<null>;
  /** Whether the sound goes along: kept back where the customer's own voice would come back. */
  sound: 'none' | 'shared' | 'held';
  /** A guest sees the technician's screen by now. */
  showSeen: boolean;
  link: LinkView;
  protection: Protection;
  /** The customer sends no picture: none is shown, not the last one either. */
  paused: boolean;
  /** Whether control is granted to this technician and this page may send input. */
  controlHere: boolean;
  /** What the technician's hand can do on the shared surface. */
  reach: Reach | null;
  helper: HelperState;
  /** The last input that the customer's side did not carry out, and why; `at` by this clock. */
  refused?: { reason: InputRefusal; at: number };
  /** The hand waits, because the customer's own mouse or keyboard is in use. */
  held: HoldReason | null;
  clipboard: ViewerClipboardView | null;
  /** What is asked about the own clipboard, where the customer has the hand on what is shown. */
  showClipboard: SharerClipboardView | null;
}

/** The live part of a request on the technician's page. Every method is safe at any time. */
export interface TechnicianLive extends Viewing {
  readonly view: ReadonlyStore<TechnicianLiveView>;
  /** Apart from the rest, because it changes every second. */
  readonly quality: ReadonlyStore<QualityView>;
  /** The picture as it was sent, as PNG; `null` while the customer shows none. */
  screenshot(): Promise<Blob | null>;
  /** The same with the screen of whoever has the request, for guests, who only look. */
  readonly showing: Viewing;
  readonly voice: Voice;
  readonly recording: TechnicianRecording;
  /** This technician's own screen, where it is shown from here. */
  readonly ownShow: OwnShow;
  propose(): Promise<void>;
  withdraw(): Promise<void>;
  stopSharing(): Promise<void>;
  requestControl(level: ControlLevel): Promise<void>;
  releaseControl(): Promise<void>;
  /** Takes back the own question for control. */
  withdrawControl(): Promise<void>;
  /** Hands the text over to the customer, who is asked (rule I5). */
  offerClipboard(text: string): void;
  askForClipboard(): void;
  dismissClipboard(): void;
  close(): void;
}
