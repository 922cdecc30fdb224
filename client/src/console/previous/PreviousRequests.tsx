import { Button } from '@mantine/core';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDay } from '../../lib/formats.ts';
import styles from './previous.module.css';
import { usePrevious } from './usePrevious.ts';

/** What else the same customer has asked (rule T10), as far as it may be seen. */
export function PreviousRequests({ request }: { request: SupportRequest }): ReactElement {
  const { t } = useI18n();
  const { customer } = request;
  const { requests, more, busy, showMore } = usePrevious(request.id);
  const isKnown = Boolean(customer.email ?? customer.phone);
  const now = Date.now();

  return (
    <section className={styles.previous} aria-label={t('previous.title')}>
      <h2>{t('previous.title')}</h2>
      {!isKnown && <p className={styles.none}>{t('previous.unknown')}</p>}
      {isKnown && requests?.length === 0 && <p className={styles.none}>{t('previous.none')}</p>}
      <ul>
        {requests?.map(({ id, createdAt, question, outcome, phase }) => (
          <li key={id}>
            <Link to={`/requests/${id}`}>{question || t('previous.no-question')}</Link>
            <span>
              <time dateTime={new Date(createdAt).toISOString()}>{formatDay(createdAt, now)}</time>
              {' · '}
              {outcome ? t(`outcome.${outcome}`) : t(`phase.${phase}`)}
            </span>
          </li>
        ))}
      </ul>
      {more && (
        <Button size="compact-sm" variant="subtle" loading={busy} onClick={showMore}>
          {t('previous.more')}
        </Button>
      )}
    </section>
  );
}
