/** Largest message that a socket may carry, in bytes; a larger one ends the connection. */
export const maxSocketMessageBytes = 256 * 1024;
/** Longest SDP accepted, in UTF-16 code units. Chromium's for one video and one data section is 6 k. */
export const maxSdpLength = 64 * 1024;
/** Longest single message of the hand, in bytes: composed text, with its header. */
export const maxHandBytes = 4200;
/** How many messages of the hand go to the desktop helper at a time. */
export const maxHandMessages = 32;
/** Longest time to a first frame that is told, in ms; who waited longer did something else meanwhile. */
export const maxFrameMs = 600_000;
/** How many spans of a trace a page tells at a time. */
export const maxToldSpans = 32;
/** Longest span that a page tells, and longest time ago, in ms; requests are given up long before. */
export const maxSpanMs = 60_000;
/** How long a page waits for the answer to a request before it counts as unavailable. */
export const requestTimeoutMs = 10_000;
/** How many entries one `chat:since` answers with at the most. */
export const entriesPerPage = 200;
/** How many requests one `requests:list` answers with at the most. */
export const requestsPerPage = 500;
/** How many mobile profiles an account keeps at the most. */
export const maxProfiles = 100;
/** Largest mobile profile, in bytes. */
export const maxProfileBytes = 1024 * 1024;
/** How many ready replies one person, and one account, can have. */
export const maxReplies = 200;
/** How many notes one request can have. */
export const maxNotes = 200;
/** How many earlier requests one `request:previous` answers with at the most. */
export const previousPerPage = 5;
/** How many codes one `codes:list` answers with at the most. */
export const codesPerPage = 100;
/** Longest envelope of a key agreement, in base64. */
export const maxEnvelopeLength = 256;
/** Longest offer or answer of two tabs, sealed, in base64: an SDP with one data section, and servers. */
export const maxSealedTabLength = 12 * 1024;
