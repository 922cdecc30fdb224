import { createStore } from 'zustand/vanilla';
import type { RequestId, UserId } from '@beside/shared/domain/ids';
import { recordOf, type RecordState } from '@beside/shared/domain/recording';
import type { SupportRequest } from '@beside/shared/domain/request';
import { Scope } from '@beside/shared/lib/scope';
import { mayIn } from '@beside/shared/domain/team';
import { packPiece } from '@beside/shared/protocol/recording';
import {
  canRecord,
  createPieceRecorder,
  type PieceRecorder,
  type RecordedPiece,
} from '../../media/recording/pieceRecorder.ts';
import { sendPiece } from '../../signaling/recordingApi.ts';
import type { Signaling } from '../../signaling/signaling.ts';
import type { ReadonlyStore } from '../live.ts';
import { createLookBack, type LookBack } from './lookBack.ts';
import { createPieceUpload, type PieceUpload, type UploadState } from './pieceUpload.ts';
import { RecordedEvents } from './recordedEvents.ts';

/** How much is lost at the most when the page is loaded again, in ms. */
const pieceMs = 5_000;

export interface RecordingView {
  record: RecordState;
  /** Whether this browser can record. */
  able: boolean;
  upload: UploadState;
}

/** Recording on the technician's page (rule M3), and looking back (rule X6). */
export interface TechnicianRecording {
  readonly view: ReadonlyStore<RecordingView>;
  readonly lookBack: LookBack;
  propose(): Promise<void>;
  withdraw(): Promise<void>;
  stop(): Promise<void>;
}

/** The same with what its owner tells it. */
export interface OwnedTechnicianRecording extends TechnicianRecording {
  /** To be called with each change of the request, and when a picture comes or goes. */
  follow(): void;
  hand(type: 'move' | 'press', place: { x: number; y: number }): void;
  board(bytes: Uint8Array): void;
  /** This page draws. */
  draws(bytes: Uint8Array): void;
  close(): void;
}

interface Parts {
  signaling: Signaling;
  requestId: RequestId;
  me: UserId;
  request: ReadonlyStore<SupportRequest>;
  /** What is shown, where it may be recorded at this moment. */
  picture(): HTMLVideoElement | null;
  frames(): number;
  /** Whether this page has a link by which a picture can come. */
  linked(): boolean;
  /** All that is drawn now, as the board would say it. */
  drawn(): Uint8Array[];
  authorOf(author: number): UserId | null;
  /** Number of this page on the board. */
  ownAuthor(): number;
}

/** What is written by this page, from when on by its own clock. */
interface Writing {
  id: string;
  since: number;
  /** What begins later is not in it. */
  until: number;
  /** To the server's clock. */
  offset: number;
  upload: PieceUpload;
}

export function createTechnicianRecording(parts: Parts): OwnedTechnicianRecording {
  const { signaling, requestId, me, request, picture, frames, linked, drawn, authorOf, ownAuthor } =
    parts;
  const scope = new Scope();
  const events = new RecordedEvents();
  const now = (): number => performance.now();
  const view = createStore<RecordingView>(() => ({
    record: recordOf(request.getState().live),
    able: canRecord(),
    upload: 'sent',
  }));
  let recorder: PieceRecorder | null = null;
  let writing: Writing | null = null;
  /** The recording that this page has taken over, or tries to; each once. */
  let asked: string | null = null;
  let before: RecordState = { phase: 'off' };

  const onPiece = (piece: RecordedPiece, to: Writing | null): void => {
    lookBack.add(piece);
    // What was seen before it was agreed to is not in it.
    if (!to || piece.from < to.since || piece.from >= to.until) return;
    const { offset } = to;
    const taken = events.take(piece.to).map((event) => ({ ...event, at: event.at + offset }));
    to.upload.add({
      from: Math.round(piece.from + offset),
      to: Math.round(piece.to + offset),
      bytes: packPiece(taken, piece.bytes),
    });
  };

  const lookBack = createLookBack({
    onChange: () => follow(),
    cut: () => recorder?.cut() ?? Promise.resolve(),
  });

  /** There is a recorder as long as somebody wants what it makes, and no longer. */
  const settle = (): void => {
    const isSeen = request.getState().live.share.phase === 'sharing' && linked();
    const isWanted = isSeen && view.getState().able && (writing || lookBack.view.getState().kept);
    if (isWanted && !recorder) {
      recorder = createPieceRecorder({
        ...{ picture, frames, now, pieceMs },
        onPiece: (piece) => onPiece(piece, writing ?? last),
      });
    } else if (!isWanted && recorder) {
      void recorder.close();
      recorder = null;
    }
    if (!isSeen) lookBack.forget();
  };
  /** What was written until a moment ago: its last piece comes after its end. */
  let last: Writing | null = null;

  const take = async (id: string): Promise<void> => {
    asked = id;
    const sentAt = now();
    const taken = await signaling.request('record:take', { requestId });
    const since = now();
    // Half of the way there and back, as the best that can be known.
    const offset = taken.now - (sentAt + since) / 2;
    const record = recordOf(request.getState().live);
    if (scope.closed || record.phase !== 'recording' || record.id !== id) return;
    await recorder?.cut();
    events.clear();
    const upload = createPieceUpload({
      ...{ id: record.id, endpoint: signaling.endpoint, next: taken.next },
      send: sendPiece,
      onState: (state) => view.setState({ upload: state }),
    });
    writing = { id, since, until: Infinity, offset, upload };
    for (const bytes of drawn()) events.board(bytes, since, authorOf);
    settle();
  };

  const endWriting = (): void => {
    if (!writing) return;
    const ended = { ...writing, until: now() };
    last = ended;
    writing = null;
    const finish = recorder?.cut() ?? Promise.resolve();
    void finish.then(() => {
      if (last === ended) last = null;
    });
  };

  const followRecord = (record: RecordState): void => {
    const isOwn =
      record.phase === 'recording' && record.by === me && mayIn(request.getState(), me, 'lead');
    if (writing && (!isOwn || writing.id !== record.id)) endWriting();
    if (!isOwn || asked === record.id || !linked() || !view.getState().able) return;
    // Another page has asked for it, and is there: it writes. Where it was there before this page
    // came, this page is that one, loaded again.
    const isMine = record.endpoint === signaling.endpoint || before.phase !== 'proposed';
    if (!isMine) {
      asked = record.id;
      view.setState({ upload: 'elsewhere' });
      return;
    }
    void take(record.id).catch(() => {
      // Not to be reached at this moment: with the next change, or when the line is back.
      asked = null;
    });
  };

  const follow = (): void => {
    if (scope.closed) return;
    const record = recordOf(request.getState().live);
    if (record.phase !== view.getState().record.phase) view.setState({ upload: 'sent' });
    view.setState({ record });
    followRecord(record);
    before = record;
    settle();
  };
  scope.add(() => {
    writing?.upload.close();
    void recorder?.close();
    recorder = null;
  });

  const ask = async (work: Promise<unknown>): Promise<void> => {
    await work;
  };
  return {
    view,
    lookBack,
    propose: () => ask(signaling.request('record:propose', { requestId })),
    withdraw: () => ask(signaling.request('record:withdraw', { requestId })),
    stop: () => ask(signaling.request('record:stop', { requestId })),
    follow,
    hand: (type, place) => {
      if (writing) events.hand(type, place, now());
    },
    board: (bytes) => {
      if (writing) events.board(bytes, now(), authorOf);
    },
    draws: (bytes) => {
      if (writing) events.drawnHere(bytes, now(), ownAuthor(), me);
    },
    close: () => scope.close(),
  };
}
