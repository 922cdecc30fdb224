import type { ReactElement } from 'react';
import styles from './viewer.module.css';

const bars = [1, 2, 3, 4];

/** How well something comes, as four bars of which some are filled; stands beside words. */
export function SignalBars({ filled }: { filled: number }): ReactElement {
  return (
    <svg
      className={styles.bars}
      data-filled={filled}
      width={18}
      height={16}
      viewBox="0 0 18 16"
      aria-hidden="true"
    >
      {bars.map((bar) => (
        <rect
          key={bar}
          x={(bar - 1) * 4.6 + 0.4}
          y={16 - bar * 3.8}
          width={3.4}
          height={bar * 3.8 - 0.4}
          rx={1}
          data-on={bar <= filled}
        />
      ))}
    </svg>
  );
}
