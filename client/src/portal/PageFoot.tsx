import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { Mark } from '../ui/Mark.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { usePlace } from './place.ts';
import styles from './pageFoot.module.css';

export function PageFoot(): ReactElement {
  const { t } = useI18n();
  const Foot = usePlace().isGuest ? 'div' : 'footer';
  return (
    <Foot className={styles.foot}>
      <LanguageSwitch />
      <span className={styles.powered}>
        <Mark size={16} />
        {t('page.powered')}
      </span>
    </Foot>
  );
}
