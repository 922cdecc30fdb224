export { chatWords, consoleWords as faceWords } from '../de.ts';
