export { chatWords, portalWords as faceWords } from '../de.ts';
