export { chatWords, consoleWords as faceWords } from '../es.ts';
