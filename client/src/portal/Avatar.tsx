import { useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { usePlace } from './place.ts';
import styles from './welcome.module.css';

interface Props {
  name: string;
  /** The address of a picture that stands for it. */
  logo?: string | null | undefined;
  size: 'large' | 'small';
}

/** The sign of an account or a person: its logo, or its first letter on the account's colour. */
export function Avatar({ name, logo, size }: Props): ReactElement {
  const { t } = useI18n();
  const { server } = usePlace();
  const [broken, setBroken] = useState<string | null>(null);
  if (logo && logo !== broken) {
    return (
      <img
        className={styles.logo}
        src={server + logo}
        alt={t('page.logo', { account: name })}
        data-size={size}
        onError={() => setBroken(logo)}
      />
    );
  }
  return (
    <span className={styles.avatar} data-size={size} aria-hidden="true">
      {[...name.trim()][0]?.toLocaleUpperCase()}
    </span>
  );
}
