import { Button } from '@mantine/core';
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react';
import { requestIdSchema, type RequestId } from '@beside/shared/domain/ids';
import type { SessionReport } from '@beside/shared/protocol/admin/reports';
import type { ReactElement } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDayAndTime } from '../../lib/formats.ts';
import { RequestFailed } from '../../signaling/signaling.ts';
import { Notice } from '../parts/Notice.tsx';
import { useAdmin } from '../parts/useAdmin.ts';
import { Recordings } from './recordings/Recordings.tsx';
import styles from './reports.module.css';
import { SessionFacts } from './SessionFacts.tsx';
import { SessionFiles } from './SessionFiles.tsx';
import { Transcript } from './Transcript.tsx';

/** All that there is of one session. */
export function SessionPage(): ReactElement {
  const { t } = useI18n();
  const { id } = useParams();
  const { search } = useLocation();
  const known = requestIdSchema.safeParse(id);
  return (
    <>
      <p className={styles.bar}>
        <Link className={styles.back} to={`/reports/sessions${search}`}>
          <IconArrowLeft size={16} aria-hidden /> {t('reports.back')}
        </Link>
      </p>
      {known.success ? <Found id={known.data} /> : <Notice title={t('reports.not-found')} />}
    </>
  );
}

function Found({ id }: { id: RequestId }): ReactElement {
  const { t } = useI18n();
  const { data, error } = useAdmin('reports/session', { id });
  if (error) {
    const isAbsent = error instanceof RequestFailed && error.code === 'not-found';
    return <Notice title={t(isAbsent ? 'reports.not-found' : 'reports.failed')} />;
  }
  return data ? <Session report={data} /> : <Notice title={t('app.loading')} quiet />;
}

function Session({ report }: { report: SessionReport }): ReactElement {
  const { t } = useI18n();
  const { row, details, notes, files } = report;
  return (
    <article className={styles.session}>
      <header className={styles.bar}>
        <h2>{t('reports.session', { name: row.customer.name || t('reports.unnamed') })}</h2>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('reports.print')}
        </Button>
      </header>
      {report.recordings.length > 0 && <Recordings report={report} />}
      <div className={styles.columns}>
        <div>
          <SessionFacts report={report} />
          {details.notes !== '' && (
            <section>
              <h3>{t('reports.closing-notes')}</h3>
              <p className={styles.text}>{details.notes}</p>
            </section>
          )}
          {notes.length > 0 && (
            <section>
              <h3>{t('reports.notes')}</h3>
              {notes.map((note) => (
                <div key={note.id} className={styles.note}>
                  <p className={styles.text}>{note.text}</p>
                  <small>
                    {note.author.name}, {formatDayAndTime(note.createdAt)}
                  </small>
                </div>
              ))}
            </section>
          )}
          {files.length > 0 && <SessionFiles id={row.id} files={files} />}
        </div>
        <Transcript key={row.id} id={row.id} first={report.entries} more={report.more} />
      </div>
    </article>
  );
}
