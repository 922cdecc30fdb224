import { Button, FileButton, Textarea } from '@mantine/core';
import type { AdminOutput } from '@beside/shared/protocol/admin';
import { maxImportLength } from '@beside/shared/protocol/admin/users';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { Page } from '../parts/Page.tsx';
import pageStyles from '../parts/page.module.css';
import tableStyles from '../parts/table.module.css';
import { useChange } from '../parts/useAdmin.ts';
import { useAttempt } from '../parts/useAttempt.ts';

type Report = AdminOutput<'users/import'>;

/** Users from a table: first a look at each row, then, where all are right, the invitations. */
export function ImportPage(): ReactElement {
  const { t, language } = useI18n();
  const change = useChange();
  const { busy, attempt } = useAttempt();
  const [text, setText] = useState('');
  const [report, setReport] = useState<Report | null>(null);

  const send = (confirm: boolean): Promise<boolean> =>
    attempt(async () => setReport(await change('users/import', { text, language, confirm })));
  const write = (next: string): void => {
    setText(next.slice(0, maxImportLength));
    setReport(null);
  };
  const wrong = report?.rows.filter(({ problem }) => problem !== null).length ?? 0;
  const isReady = report !== null && report.rows.length > 0 && wrong === 0 && !report.invited;

  return (
    <Page title={t('users.import')} text={t('import.hint')}>
      <div className={pageStyles.form}>
        <Textarea
          label={t('import.table')}
          description={t('import.columns')}
          placeholder={'name,email,role\nIna Example,ina@example.com,technician'}
          rows={8}
          value={text}
          error={report?.problem ? t(`import.${report.problem}`) : undefined}
          onChange={({ currentTarget }) => write(currentTarget.value)}
        />
        <div className={pageStyles.row}>
          <FileButton
            accept=".csv,text/csv,text/plain"
            onChange={(file) => void file?.text().then(write)}
          >
            {(props) => (
              <Button variant="default" {...props}>
                {t('import.file')}
              </Button>
            )}
          </FileButton>
          <Button
            variant={isReady ? 'default' : 'filled'}
            loading={busy}
            disabled={text.trim() === ''}
            onClick={() => void send(false)}
          >
            {t('import.check')}
          </Button>
          {isReady && (
            <Button loading={busy} onClick={() => void send(true)}>
              {t('import.confirm', { count: report.rows.length })}
            </Button>
          )}
          <Button component={Link} to="/users" variant="subtle" color="gray">
            {t('section.users')}
          </Button>
        </div>
        {report && report.rows.length > 0 && (
          <p role="status" className={wrong > 0 ? pageStyles.fault : pageStyles.soft}>
            {report.invited
              ? t('import.done', { count: report.invited.filter((one) => !one.failed).length })
              : wrong > 0
                ? t('import.wrong', { count: wrong })
                : t('import.right')}
          </p>
        )}
      </div>
      {report && report.rows.length > 0 && <Rows report={report} />}
    </Page>
  );
}

function Rows({ report: { rows, invited } }: { report: Report }): ReactElement {
  const { t } = useI18n();
  const links = new Map(invited?.map((one) => [one.email, one]));
  const titles = [
    t('import.line'),
    t('users.name'),
    t('users.email'),
    t('users.role'),
    t('import.state'),
  ] as const;
  return (
    <table className={tableStyles.table} aria-label={t('import.table')}>
      <thead>
        <tr>
          {titles.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ line, name, email, role, problem }) => {
          const link = links.get(email)?.link ?? null;
          const failed = links.get(email)?.failed ?? null;
          const bad = problem !== null || failed !== null;
          return (
            <tr key={line}>
              <td data-title={titles[0]}>{line}</td>
              <td data-title={titles[1]}>{name}</td>
              <td data-title={titles[2]}>{email}</td>
              <td data-title={titles[3]}>{role}</td>
              <td data-title={titles[4]}>
                <span className={pageStyles.sign} data-kind={bad ? 'bad' : 'good'}>
                  {problem !== null
                    ? t(`import.row-${problem}`)
                    : failed !== null
                      ? t('import.failed')
                      : t(invited ? 'import.invited' : 'import.fits')}
                </span>{' '}
                {link}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
