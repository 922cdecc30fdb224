/** How a closed request turned out, as the technician says. */
export const outcomes = ['resolved', 'unresolved', 'unknown'] as const;
export type Outcome = (typeof outcomes)[number];

/** The two sides of a support request. */
export const parties = ['customer', 'technician'] as const;
export type Party = (typeof parties)[number];

/** What a technician who was invited into a session may do there (rule T9). */
export const teamRoles = ['see-and-chat', 'also-control'] as const;
export type TeamRole = (typeof teamRoles)[number];
