/** How long a technician is asked before the next one is (rules R2, T6). */
export const offerMs = 30_000;
/** How long a pop-up of a web-mode portal stays up (rule T6); the request stays in the list. */
export const alertMs = 30_000;
/** How long a transfer waits for the other one to accept. */
export const transferMs = 60_000;
/** How long an invitation into a session waits for an answer (rule T9). */
export const invitationMs = 60_000;
/** How long a technician whose last page is gone still counts as being there (rule T1). */
export const technicianLeaseMs = 30_000;
/** How long a customer who left may stay away without losing the place in the line (rule R4). */
export const customerLeaseMs = 60_000;
/** How long what a page shares outlives its socket, which may only be reconnecting. */
export const pageGraceMs = 30_000;
/** A helper whose connection is lost for longer has gone: nobody is to wait for keys that go nowhere. */
export const helperGraceMs = 10_000;
/** How long an access code is good for (rule T7). */
export const codeMs = 60 * 60_000;
/** What was claimed and not done by then is done by another node. */
export const claimMs = 30_000;
/** How long an upload may take that is broken off and taken up again (rule F1). */
export const uploadMs = 24 * 60 * 60_000;
/** When a check of a file that came to no end is begun anew. */
export const checkAgainMs = 60_000;
/** How long the sender of a refused file can learn why. */
export const refusedMs = 24 * 60 * 60_000;
/** How far apart it is looked, while a customer writes on, whether somebody away is to be told (rule N4). */
export const gatherMs = 10_000;
/** How long a link to a file is good for: to be followed at once, not to be passed on. */
export const linkMs = 5 * 60_000;
/** How long after its end the last pieces of a recording are taken, which may wait for a line. */
export const lateMs = 10 * 60_000;
/** How long somebody can watch a recording before the page asks for it anew. */
export const watchMs = 4 * 60 * 60_000;
