export { chatWords, consoleWords as faceWords } from '@beside/shared/i18n/es';
