import type { Translate } from '../i18n/words.ts';
import type { LinkView } from '../session/live.ts';

/**
 * The way a picture or a voice takes, in words.
 *
 * @param standsBy whether there is another way; a guest has only the one
 */
export function linkWords(link: LinkView, t: Translate, standsBy: boolean): string {
  switch (link.state) {
    case 'idle':
    case 'connecting':
      return t('link.connecting');
    case 'interrupted':
      return t('link.interrupted');
    case 'carried':
      return standsBy
        ? `${t(`path.${link.path}`)} · ${t(`viewer.standby-${link.standby}`)}`
        : t(`path.${link.path}`);
  }
}
