export { chatWords, portalWords as faceWords } from '../es.ts';
