import type { PointerEvent, ReactElement } from 'react';
import styles from './viewer.module.css';

interface Props {
  /** Where the picture lies in its room, both in CSS px. */
  placement: { left: number; top: number; width: number; height: number };
  room: { width: number; height: number };
  /** Brings a point of the picture, as fractions, to the middle of the room. */
  onMove: (point: { x: number; y: number }) => void;
}

/** CSS px that it takes at the most, and the share of a small room. */
const largest = { width: 132, height: 84, share: 0.28 };

/**
 * The whole picture in small, with what of it is in sight: the pointer moves it there. Keys, wheel and
 * fingers have other ways to the same, so those who do not see it miss nothing.
 */
export function Overview({ placement, room, onMove }: Props): ReactElement {
  const { left, top, width, height } = placement;
  const scale = Math.min(
    Math.min(largest.width, room.width * largest.share) / width,
    Math.min(largest.height, room.height * largest.share) / height,
  );
  const part = (from: number, of: number): string =>
    `${Math.min(1, Math.max(0, from / of)) * 100}%`;

  function move(event: PointerEvent<HTMLDivElement>): void {
    if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    onMove({
      x: (event.clientX - box.left) / box.width,
      y: (event.clientY - box.top) / box.height,
    });
  }

  return (
    <div
      className={styles.overview}
      style={{ width: width * scale, height: height * scale }}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        move(event);
      }}
      onPointerMove={move}
    >
      <i
        style={{
          left: part(-left, width),
          top: part(-top, height),
          width: part(room.width, width),
          height: part(room.height, height),
        }}
      />
    </div>
  );
}
