/** What a technician says of themselves (rule T1); remembered from one sign-in to the next. */
export const statuses = ['available', 'busy', 'away'] as const;
export type Status = (typeof statuses)[number];

/** The status of somebody who has never chosen one: who opens the console is there to help. */
export const firstStatus: Status = 'available';
