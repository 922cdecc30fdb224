export { chatWords, consoleWords as faceWords } from '../en.ts';
