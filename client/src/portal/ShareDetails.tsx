import type { ShareState } from '@beside/shared/domain/sharing';
import type { ReactElement, ReactNode } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { Translate } from '../i18n/words.ts';
import { formatTime } from '../lib/formats.ts';
import type { CustomerLiveView } from '../session/live.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './live.module.css';
import { usePlace } from './place.ts';
import type { Watcher } from './whoSees.ts';

interface Props {
  view: CustomerLiveView;
  share: Extract<ShareState, { phase: 'sharing' }>;
  watchers: readonly Watcher[];
}

/** What is shown to whom, which way it takes and how it is protected, in plain words. */
export function ShareDetails({ view, share, watchers }: Props): ReactElement {
  const { t } = useI18n();
  const { server } = usePlace();
  const { link, protection } = view;
  const host = server === '' ? location.host : new URL(server).host;
  return (
    // On a low window it scrolls, by the keyboard too.
    <section className={styles.details} aria-label={t('shared.title')} tabIndex={0}>
      <dl className={styles.facts}>
        <Row name={t('shared.what')}>
          {whatIsShown(view, share, t)}
          {share.surface === 'screen' && (
            <p className={styles.advice}>
              <Icon name="alert" /> {t('shared.advice')}
            </p>
          )}
        </Row>
        <Row name={t('shared.who')}>
          <ul>
            {watchers.map(({ name, by }) => (
              <li key={name}>{by === null ? name : t('shared.guest', { name, by })}</li>
            ))}
          </ul>
        </Row>
        {share.paused ? (
          <Row name={t('shared.way')}>{t('shared.way-paused')}</Row>
        ) : (
          link.state === 'carried' && (
            <>
              <Row name={t('shared.way')}>
                {link.path === 'direct' ? t('shared.way-direct') : t('shared.way-relay', { host })}
              </Row>
              <Row name={t('shared.protection')}>
                {protection.state === 'sealed'
                  ? t('seal.sealed')
                  : t(`shared.protection-${link.path}`)}
              </Row>
            </>
          )
        )}
        {share.since !== undefined && <Row name={t('shared.since')}>{formatTime(share.since)}</Row>}
      </dl>
    </section>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function whatIsShown(
  { title, sharingHere }: CustomerLiveView,
  { surface }: Props['share'],
  t: Translate,
): string {
  if (title !== null && (surface === 'this-page' || surface === 'window')) {
    return t(`shared.${surface}-titled`, { title });
  }
  if (surface === 'this-page' && !sharingHere) return t('shared.other-page');
  return t(`shared.${surface}`);
}
