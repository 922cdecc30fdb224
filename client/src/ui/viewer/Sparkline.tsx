import type { ReactElement } from 'react';
import { sparklinePaths } from './sparklinePaths.ts';
import styles from './viewer.module.css';

interface Props {
  /** Oldest first, evenly in time; `null` where there was nothing to measure. */
  values: readonly (number | null)[];
  /** How many there will be at the most: a graph that has just begun stands at the right. */
  length: number;
  /** The least that the whole height stands for, so that a calm line stays calm. */
  least: number;
  /** Says in words what it shows. */
  label: string;
}

const size = { width: 240, height: 40 };

/** A small graph of the last while. */
export function Sparkline({ values, length, least, label }: Props): ReactElement {
  const { line, area } = sparklinePaths(values, length, least, size);
  return (
    <svg
      className={styles.sparkline}
      viewBox={`0 0 ${size.width} ${size.height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path className={styles.area} d={area} />
      <path className={styles.line} d={line} />
    </svg>
  );
}
