import { adminWords, chatWords, consoleWords } from '@beside/shared/i18n/de';

export { chatWords };
/** Signing in is the console's, and so are many of its words. */
export const faceWords = { ...consoleWords, ...adminWords };
