import type { AuditLine } from '@beside/shared/protocol/admin/audit';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDayAndTime } from '../../lib/formats.ts';
import styles from '../parts/table.module.css';
import own from './audit.module.css';

/** Rows of the log, newest first. */
export function AuditTable({ rows }: { rows: readonly AuditLine[] }): ReactElement {
  const { t } = useI18n();
  return (
    <table className={styles.table} aria-label={t('section.audit')}>
      <thead>
        <tr>
          <th scope="col">{t('audit.number')}</th>
          <th scope="col">{t('audit.time')}</th>
          <th scope="col">{t('audit.person')}</th>
          <th scope="col">{t('audit.act')}</th>
          <th scope="col">{t('audit.subject')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ seq, at, by, act, subject, detail }) => (
          <tr key={seq}>
            <td data-title={t('audit.number')}>{seq}</td>
            <td data-title={t('audit.time')}>
              <time dateTime={new Date(at).toISOString()}>{formatDayAndTime(at)}</time>
            </td>
            <td data-title={t('audit.person')}>
              {by ? (by.name ?? <Id id={by.id} />) : t('audit.nobody')}
            </td>
            <td data-title={t('audit.act')}>
              {t(`audit.act-${act}`)}
              {Object.keys(detail).length > 0 && (
                <details className={own.detail}>
                  <summary>{t('audit.detail')}</summary>
                  <pre tabIndex={0}>{JSON.stringify(detail, null, 2)}</pre>
                </details>
              )}
            </td>
            <td data-title={t('audit.subject')}>
              {subject ? <Subject {...subject} /> : t('details.none')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Subject({ kind, id, name }: NonNullable<AuditLine['subject']>): ReactElement {
  const { t } = useI18n();
  return (
    <>
      {t(`audit.kind-${kind}`)}{' '}
      {kind === 'request' ? (
        <Link to={`/reports/sessions/${id}`}>
          <Id id={id} />
        </Link>
      ) : (
        (name ?? <Id id={id} />)
      )}
    </>
  );
}

/** The end of it tells ids apart; all of it is there to be copied. */
function Id({ id }: { id: string }): ReactElement {
  return (
    <code className={own.id} title={id}>
      …{id.slice(-12)}
    </code>
  );
}
