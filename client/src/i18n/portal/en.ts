export { chatWords, portalWords as faceWords } from '../en.ts';
