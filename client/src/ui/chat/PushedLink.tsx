import { linkParts } from '@beside/shared/domain/pushedLink';
import type { SystemEvent } from '@beside/shared/domain/request';
import type { ReactElement, ReactNode } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import styles from './chat.module.css';

interface Props {
  event: Extract<SystemEvent, { code: 'link-pushed' }>;
  time: ReactNode;
}

/** An address that a technician sends: where it leads is plain, and only a click goes there. */
export function PushedLink({ event: { by, url }, time }: Props): ReactElement {
  const { t } = useI18n();
  const { before, host, after } = linkParts(url);
  return (
    <li className={styles.link}>
      <p>
        {t('chat.link-from', { name: by.name })} {time}
      </p>
      <a href={url} target="_blank" rel="noopener noreferrer">
        {before}
        <b>{host}</b>
        {after}
      </a>
    </li>
  );
}
