import { useMemo, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { languageName } from '../lib/formats.ts';
import { parseUserAgent } from '../lib/userAgent.ts';
import { usePlace } from './place.ts';
import { readSource } from './readSource.ts';

/** Each thing that the browser tells, by its name. */
export function RecordedFacts(): ReactElement {
  const { t, language } = useI18n();
  const place = usePlace();
  const source = useMemo(() => readSource(place.referrer()), [place]);
  const { browser, system, device } = parseUserAgent(source.userAgent);
  const facts: [string, string][] = [
    [t('recorded.browser'), browser ?? t('recorded.unknown')],
    [t('recorded.system'), system ?? t('recorded.unknown')],
    [t('recorded.device'), t(`recorded.device-${device}`)],
    [t('recorded.language'), languageName(source.language, language)],
    [t('recorded.zone'), source.timeZone],
    [t('recorded.screen'), `${source.screenWidth} × ${source.screenHeight}`],
    [t('recorded.referrer'), source.referrer || t('recorded.no-referrer')],
    [t('recorded.address'), t('recorded.address-note')],
  ];
  return (
    <dl>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
