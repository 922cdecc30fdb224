/** Longest chat message, in UTF-16 code units. */
export const maxMessageLength = 8000;
/** Longest question on a portal, in UTF-16 code units. */
export const maxQuestionLength = 2000;
/** Longest name of a customer, in UTF-16 code units. */
export const maxNameLength = 100;
