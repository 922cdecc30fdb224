import { useEffect, useRef, useState, type RefObject } from 'react';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { OpenedRecording } from '@beside/shared/protocol/admin/recordings';
import type { RecordedEvent } from '@beside/shared/protocol/recording';
import { createPiecePlayer, type PiecePlayer } from '../../../media/recording/piecePlayer.ts';
import { createDrawingLayer } from '../../../session/drawing/drawingLayer.ts';
import { createRecordedScene } from '../../../session/recording/recordedScene.ts';
import { fetchPiece } from '../../../signaling/recordingApi.ts';

export interface PlayerState {
  /** By the server's clock. */
  at: number;
  paused: boolean;
  speed: number;
}

interface Parts {
  opened: OpenedRecording;
  events: readonly RecordedEvent[];
  request: SupportRequest;
  /** Whose hand it was, by name. */
  hand: string;
  onFailed: () => void;
}

interface UsedPlayer {
  video: RefObject<HTMLVideoElement | null>;
  /** What the video lies in. */
  room: RefObject<HTMLDivElement | null>;
  state: PlayerState;
  toggle: () => void;
  seek: (at: number) => void;
  setSpeed: (speed: number) => void;
}

/** Plays a recording on a video element, with what was drawn over it. */
export function usePlayer({ opened, events, request, hand, onFailed }: Parts): UsedPlayer {
  const video = useRef<HTMLVideoElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const player = useRef<PiecePlayer>(null);
  const [state, setState] = useState<PlayerState>(() => ({
    ...{ at: opened.pieces[0]?.from ?? opened.startedAt, paused: true, speed: 1 },
  }));
  const failed = useRef(onFailed);
  failed.current = onFailed;

  useEffect(() => {
    const [element, layer] = [video.current, room.current];
    if (!element || !layer) return undefined;
    const { id, key, pieces } = opened;
    const playing = createPiecePlayer({
      video: element,
      pieces: pieces.map(({ from, to, number }) => ({
        ...{ from, to, load: () => fetchPiece(id, number, key) },
      })),
      onFailed: () => failed.current(),
    });
    player.current = playing;
    const scene = createRecordedScene(events, request, hand);
    const drawing = createDrawingLayer({
      room: layer,
      source: scene,
      box: () => boxOf(element),
    });
    let frame = 0;
    const follow = (): void => {
      scene.goTo(playing.at);
      setState((before) =>
        before.at === playing.at && before.paused === element.paused
          ? before
          : { ...before, at: playing.at, paused: element.paused },
      );
      frame = requestAnimationFrame(follow);
    };
    follow();
    return () => {
      cancelAnimationFrame(frame);
      drawing.close();
      playing.close();
      player.current = null;
    };
  }, [opened, events, request, hand]);

  return {
    video,
    room,
    state,
    toggle() {
      const element = video.current;
      if (!element) return;
      if (element.paused) element.play().catch(() => undefined);
      else element.pause();
    },
    seek: (at) => player.current?.seek(at),
    setSpeed(speed) {
      if (video.current) video.current.playbackRate = speed;
      setState((before) => ({ ...before, speed }));
    },
  };
}

/** Where the picture lies in its element, which it fills in one direction. */
function boxOf({ clientWidth, clientHeight, videoWidth, videoHeight }: HTMLVideoElement) {
  if (videoWidth === 0) return null;
  const scale = Math.min(clientWidth / videoWidth, clientHeight / videoHeight);
  const [width, height] = [videoWidth * scale, videoHeight * scale];
  return { left: (clientWidth - width) / 2, top: (clientHeight - height) / 2, width, height };
}
