import { useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { shareAbility } from '../lib/shareAbility.ts';
import styles from './chatPage.module.css';

/** Tells whoever cannot share a screen from this device so, before anybody waits for it (rule P9). */
export function DeviceNote(): ReactElement | null {
  const { t } = useI18n();
  const [ability] = useState(shareAbility);
  if (ability === 'yes') return null;
  return <p className={styles.device}>{t(`share.${ability}`)}</p>;
}
