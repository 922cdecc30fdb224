import type { Rating } from '@beside/shared/domain/survey';
import type { ReactElement } from 'react';

const mouths: Record<Rating, string> = {
  1: 'M10.5 22.5q5.5-6.5 11 0',
  2: 'M11 21.5q5-3 10 0',
  3: 'M11 20.5h10',
  4: 'M11 19.5q5 3.5 10 0',
  5: 'M10 18.5q6 8.5 12 0z',
};

/** A face that looks like its rating; the words beside it say the same. */
export function RatingFace({ rating }: { rating: Rating }): ReactElement {
  return (
    <svg
      width="32"
      height="32"
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <circle cx="16" cy="16" r="13" />
      <path d="M11.5 12.5v1M20.5 12.5v1" strokeWidth="2.6" />
      <path d={mouths[rating]} />
    </svg>
  );
}
