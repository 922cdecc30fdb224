export { chatWords, portalWords as faceWords } from '@beside/shared/i18n/de';
