import { useState, type ReactElement } from 'react';
import { useI18n } from '../../../i18n/I18nContext.ts';
import { Icon } from '../../Icon.tsx';
import styles from './files.module.css';

interface Props {
  name: string;
  link: () => Promise<string>;
}

/** A mobile profile that this device can install (rule F4). */
export function ProfileCard({ name, link }: Props): ReactElement {
  const { t } = useI18n();
  const [failed, setFailed] = useState(false);
  return (
    <span className={styles.profile}>
      <b>{name}</b>
      <span>{failed ? t('file.not-loaded') : t('profile.hint')}</span>
      <button
        type="button"
        onClick={() => {
          // The device opens the link itself and asks what is to be done with it.
          link().then(
            (url) => location.assign(url),
            () => setFailed(true),
          );
        }}
      >
        <Icon name="save" />
        {t('profile.install')}
      </button>
    </span>
  );
}
