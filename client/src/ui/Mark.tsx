import type { ReactElement } from 'react';

/** Our mark: a bar with a circle beside it, which together make the letter b. */
export function Mark({ size }: { size: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#0f6b5c" />
      <rect x="8" y="6.5" width="4.5" height="19" rx="2.25" fill="#fff" />
      <circle cx="19.5" cy="19" r="4.75" fill="none" stroke="#fff" strokeWidth="3.5" />
    </svg>
  );
}
