import {
  IconCircleCheckFilled,
  IconClock,
  IconSquareRoundedMinusFilled,
} from '@tabler/icons-react';
import type { Status } from '@beside/shared/domain/availability';
import type { ReactElement } from 'react';
import styles from './status.module.css';

export const statusShapes = {
  available: IconCircleCheckFilled,
  busy: IconSquareRoundedMinusFilled,
  away: IconClock,
} as const;

/** A status as a shape and a colour; the word stands beside it. */
export function StatusSign({ status, size = 16 }: { status: Status; size?: number }): ReactElement {
  const Shape = statusShapes[status];
  return <Shape size={size} className={styles.sign} data-status={status} aria-hidden="true" />;
}
