import type { RequestDetails } from '@beside/shared/domain/request';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { formatTimeIn, languageName } from '../lib/formats.ts';
import { useNow } from '../lib/useNow.ts';
import { parseUserAgent } from '../lib/userAgent.ts';
import { Fact } from './Fact.tsx';

/** What the customer's browser told when the request was made. */
export function SourceFacts({ source }: { source: RequestDetails['source'] }): ReactElement {
  const { t, language } = useI18n();
  const now = useNow(10_000);
  const { browser, system, device } = parseUserAgent(source.userAgent);
  const localTime = formatTimeIn(source.timeZone, now);
  return (
    <>
      <Fact name={t('details.browser')}>{browser}</Fact>
      <Fact name={t('details.system')}>{system}</Fact>
      <Fact name={t('details.device')}>{t(`device.${device}`)}</Fact>
      <Fact name={t('details.screen')}>
        {source.screenWidth > 0
          ? t('viewer.size', { width: source.screenWidth, height: source.screenHeight })
          : null}
      </Fact>
      <Fact name={t('details.address')}>{source.address}</Fact>
      <Fact name={t('details.language')}>{languageName(source.language, language)}</Fact>
      <Fact name={t('details.zone')}>{source.timeZone}</Fact>
      {localTime !== null && <Fact name={t('details.local-time')}>{localTime}</Fact>}
      <Fact name={t('details.referrer')}>{source.referrer}</Fact>
    </>
  );
}
