/** Longest note, as the contract has it. */
export const maxNoteLength = 4000;
