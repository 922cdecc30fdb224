import type { ReactElement } from 'react';

/** Drawn on a square of 24, with strokes of 2. */
const drawings = {
  save: 'M12 4v11m0 0 4-4m-4 4-4-4M5 19h14',
  leave: 'M10 5H6v14h4M14 8l4 4-4 4m4-4H10',
  screen: 'M4 5h16v11H4zM9 20h6M12 16v4',
  pen: 'm5 19 1-4L16.5 4.5l3 3L9 18z',
  pause: 'M9 6v12M15 6v12',
  resume: 'M8 5.5v13l10-6.5z',
  stop: 'M7 7h10v10H7z',
  hand: 'M8 12V5.5a1.5 1.5 0 0 1 3 0V11m0-6.5a1.5 1.5 0 0 1 3 0V11m0-4.5a1.5 1.5 0 0 1 3 0V14a6 6 0 0 1-6 6h-.5a5 5 0 0 1-4.1-2.2L4.5 14a1.4 1.4 0 0 1 2.2-1.7L8 13.5',
  attach:
    'm19.5 11.5-7.8 7.8a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.7 7.7a1.5 1.5 0 0 1-2.2-2.2l7-7',
  log: 'M12 3.5 5 6v5.5c0 4.3 2.9 7.5 7 9 4.1-1.5 7-4.7 7-9V6zM9 12l2.2 2.2L15.2 10',
  file: 'M7 3.5h7l4 4v13H7zM13.5 3.5v4.5H18',
  clock: 'M12 7v5l3 2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z',
  info: 'M12 11v5.5m0-9v.1M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z',
  alert: 'M12 8v5m0 3v.1M12 4 3 19.5h18z',
  microphone:
    'M12 3.5a2.5 2.5 0 0 0-2.5 2.5v5.5a2.5 2.5 0 0 0 5 0V6A2.5 2.5 0 0 0 12 3.5zM6 11.5a6 6 0 0 0 12 0M12 17.5v3',
  muted:
    'M9.5 9v2.5a2.5 2.5 0 0 0 4 2M14.5 10.5V6a2.5 2.5 0 0 0-4.7-1.2M6 11.5a6 6 0 0 0 9.5 4.9M18 11.5a6 6 0 0 1-.5 2.4M12 17.5v3M4.5 4.5l15 15',
  sound: 'M5 9.5h3l4-3.5v12l-4-3.5H5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  silent: 'M5 9.5h3l4-3.5v12l-4-3.5H5zM16 10l4 4m0-4-4 4',
  expand: 'M9 4.5H4.5V9M15 4.5h4.5V9M9 19.5H4.5V15M15 19.5h4.5V15',
  hide: 'M4.5 4.5l15 15M10 6.3a8.6 8.6 0 0 1 2-.3c4 0 7 3 8.5 6a13 13 0 0 1-2.3 3.2M7 8a13 13 0 0 0-3.5 4c1.5 3 4.5 6 8.5 6a8.6 8.6 0 0 0 4-1M10 10.2a2.5 2.5 0 0 0 3.5 3.5',
  close: 'M6 6l12 12M18 6 6 18',
  minus: 'M6 12h12',
  plus: 'M6 12h12M12 6v12',
  window: 'M4 5h16v6M4 5v13h7M13.5 13.5H20V19h-6.5z',
  fit: 'M9 4.5H4.5V9M15 4.5h4.5V9M9 19.5H4.5V15M15 19.5h4.5V15M9 9h6v6H9z',
  actual: 'M6.5 8.5 8.5 7v10M15.5 8.5l2-1.5v10M12 10v.1m0 4v.1',
  point: 'M6 4.5 18.5 11l-5.4 1.9L11 18.5z',
  arrow: 'M6 18 18 6m0 0h-7m7 0v7',
  box: 'M5 7h14v10H5z',
  text: 'M6 8V6h12v2M12 6v12m-2.5 0h5',
  clipSend: 'M9 5H6v15h12V5h-3M9 3.5h6v3H9zM12 17v-6.5m0 0L9.5 13m2.5-2.5 2.5 2.5',
  clipAsk: 'M9 5H6v15h12V5h-3M9 3.5h6v3H9zM12 10v6.5m0 0L9.5 14m2.5 2.5 2.5-2.5',
  undo: 'M9 7 5 11l4 4M5 11h9a5 5 0 0 1 0 10h-2',
  erase: 'm9.5 18.5-4.4-4.4 8.5-8.5 5.3 5.3-7.6 7.6zM19 18.5h-9.5M9 9.8l5.3 5.3',
} as const;

export type IconName = keyof typeof drawings;

/** A small drawing beside words, or in their place where the control has a name of its own. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }): ReactElement {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={drawings[name]} />
    </svg>
  );
}
