import type { SessionReport } from '@beside/shared/protocol/admin/reports';
import type { ReactElement, ReactNode } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDayAndTime, languageName } from '../../lib/formats.ts';
import { parseUserAgent } from '../../lib/userAgent.ts';
import styles from './reports.module.css';
import { useFigures } from './useFigures.ts';

/** What is known of a session beside what was said in it. */
export function SessionFacts({ report }: { report: SessionReport }): ReactElement {
  const { t, language } = useI18n();
  const { span } = useFigures();
  const { row, request, details, guests } = report;
  const { source, survey } = details;
  const { browser, system, device } = parseUserAgent(source.userAgent);
  return (
    <>
      <Facts
        title={t('reports.facts')}
        facts={[
          [t('reports.customer'), row.customer.name],
          [t('details.email'), row.customer.email],
          [t('details.phone'), row.customer.phone],
          [t('reports.company'), row.company?.name ?? row.customer.company],
          [t('details.question'), row.question],
          ...(request.answers ?? []).map(({ label, value }): Line => [label, value]),
          [t('reports.portal'), row.portal.name],
          [t('reports.technician'), row.technician?.name],
          [t('reports.state'), t(`reports.state-${row.state}`)],
          [t('reports.outcome'), row.outcome && t(`outcome.${row.outcome}`)],
          [t('reports.way'), t(`reports.way-${row.way}`)],
          [t('reports.id'), row.id],
        ]}
      />
      <Facts
        title={t('reports.timings')}
        facts={[
          [t('reports.started'), formatDayAndTime(row.createdAt)],
          [t('reports.waiting'), span(row.waitingMs)],
          [t('reports.answer'), span(row.answerMs)],
          [t('reports.handling'), span(row.handlingMs)],
          [t('reports.sharing'), span(row.sharingMs)],
        ]}
      />
      {survey && (
        <Facts
          title={t('reports.survey')}
          facts={[
            [t('reports.rating'), t('reports.rating-of', { rating: survey.rating })],
            [formatDayAndTime(survey.at), survey.words],
          ]}
        />
      )}
      {guests.length > 0 && (
        <Facts
          title={t('reports.team')}
          facts={guests.map(({ name, masked, since, endedAt }) => [
            masked ? `${name} (${t('reports.masked')})` : name,
            `${formatDayAndTime(since)} – ${endedAt === null ? '' : formatDayAndTime(endedAt)}`,
          ])}
        />
      )}
      <Facts
        title={t('reports.source')}
        facts={[
          [t('details.browser'), browser],
          [t('details.system'), system],
          [t('details.device'), t(`device.${device}`)],
          [t('details.address'), source.address],
          [t('details.language'), languageName(source.language, language)],
          [t('details.zone'), source.timeZone],
          [t('details.referrer'), source.referrer],
        ]}
      />
    </>
  );
}

type Line = [name: string, value: ReactNode];

/** A dash stands where nothing is known. */
function Facts({ title, facts }: { title: string; facts: readonly Line[] }): ReactElement {
  const { t } = useI18n();
  return (
    <section>
      <h3>{title}</h3>
      <dl className={styles.facts}>
        {facts.map(([name, value], at) => (
          <div key={`${at}-${name}`}>
            <dt>{name}</dt>
            <dd>
              {value === null || value === undefined || value === '' ? t('details.none') : value}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
