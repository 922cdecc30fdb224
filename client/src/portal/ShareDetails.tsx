import type { ShareState } from '@beside/shared/domain/sharing';
import type { ReactElement, ReactNode } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { Translate } from '../i18n/words.ts';
import { formatTime } from '../lib/formats.ts';
import { useStore } from '../lib/useStore.ts';
import type { CustomerLive, CustomerLiveView } from '../session/live.ts';
import { guard } from '../ui/guard.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './live.module.css';
import { usePlace } from './place.ts';
import type { Watcher } from './whoSees.ts';

interface Props {
  live: CustomerLive;
  view: CustomerLiveView;
  share: Extract<ShareState, { phase: 'sharing' }>;
  watchers: readonly Watcher[];
  technician: string;
}

/** What is shown to whom, which way it takes and how it is protected, in plain words. */
export function ShareDetails({ live, view, share, watchers, technician }: Props): ReactElement {
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
        {view.sharingHere && <Drawing live={live} technician={technician} />}
        {share.since !== undefined && <Row name={t('shared.since')}>{formatTime(share.since)}</Row>}
      </dl>
    </section>
  );
}

/** Whether others may draw on what is shared. */
function Drawing({ live, technician }: Pick<Props, 'live' | 'technician'>): ReactElement {
  const { t } = useI18n();
  const { shut } = useStore(live.drawing.view, (whole) => whole);
  return (
    <Row name={t('shared.drawing')}>
      {shut ? t('bar.is-shut') : t('shared.drawing-on', { technician })}{' '}
      <button
        type="button"
        className={styles.factAction}
        onClick={() => live.drawing.setShut(!shut)}
        {...guard}
      >
        {t(shut ? 'bar.unshut' : 'bar.shut')}
      </button>
    </Row>
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
