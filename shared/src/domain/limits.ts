/** Longest chat message, in UTF-16 code units. */
export const maxMessageLength = 8000;
/** Longest question on a portal, in UTF-16 code units. */
export const maxQuestionLength = 2000;
/** Longest free words of a survey, in UTF-16 code units. */
export const maxSurveyLength = 2000;
/** Longest text that requests are searched for, in UTF-16 code units. */
export const maxSearchLength = 200;
/** Longest name of a customer, in UTF-16 code units. */
export const maxNameLength = 100;
/** Longest company, phone number or answer to a portal's own question, in UTF-16 code units. */
export const maxAnswerLength = 200;
/** How many technicians one session has at the most, who has the request included. */
export const maxTechnicians = 8;
/** How many questions of its own a portal may have. */
export const maxCustomFields = 20;
/** Longest time that anything is kept, where a time is set, in days: twenty years. */
export const maxRetentionDays = 7300;
