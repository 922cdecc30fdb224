import type { ShowState } from '@beside/shared/domain/show';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { Translate } from '../../i18n/words.ts';
import type { CustomerLive, CustomerLiveView } from '../../session/live.ts';
import { guard } from '../../ui/guard.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './show.module.css';
import { useFullScreen } from './useFullScreen.ts';

interface Props {
  live: CustomerLive;
  view: CustomerLiveView;
  show: Extract<ShowState, { phase: 'showing' }>;
  technician: string;
}

/** The technician's screen (rule S3): said to be theirs, and closed and opened again as one likes. */
export function ShowViewer({ live, view, show, technician }: Props): ReactElement {
  const { t } = useI18n();
  const [closed, setClosed] = useState(false);
  const frame = useRef<HTMLElement>(null);
  const { isFull, toggle } = useFullScreen(frame);
  const title = t('show.title', { technician });

  if (closed) {
    return (
      <section className={styles.closed} aria-label={title} {...guard}>
        <p>{t('show.closed', { technician })}</p>
        <button type="button" onClick={() => setClosed(false)} {...guard}>
          {t('show.open')}
        </button>
      </section>
    );
  }
  const words = coverWords({ view, show, technician, t });
  const { link } = view;
  return (
    <section ref={frame} className={styles.frame} aria-label={title} data-full={isFull} {...guard}>
      <header className={styles.head}>
        <h2>
          <Icon name="screen" /> {title}
        </h2>
        {link.state === 'carried' && <span className={styles.way}>{t(`path.${link.path}`)}</span>}
        <div className={styles.actions}>
          <button type="button" onClick={toggle} {...guard}>
            <Icon name="expand" /> {t(isFull ? 'show.leave-full' : 'show.full')}
          </button>
          <button
            type="button"
            aria-label={t('show.close')}
            title={t('show.close')}
            onClick={() => {
              if (isFull) toggle();
              setClosed(true);
            }}
            {...guard}
          >
            <Icon name="close" />
          </button>
        </div>
      </header>
      <div className={styles.room}>
        <Stage live={live} label={t('show.stage', { technician })} />
        {words !== null && (
          <p className={styles.cover} role="status">
            {words}
          </p>
        )}
      </div>
      <p className={styles.hint}>{t('show.hint')}</p>
    </section>
  );
}

function Stage({ live, label }: { live: CustomerLive; label: string }): ReactElement {
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => (stage.current ? live.attachShow(stage.current) : undefined), [live]);
  return <div ref={stage} className={styles.stage} role="img" aria-label={label} />;
}

/** What is said while there is no picture, or none that is of now. */
function coverWords({
  view: { link, showSeen },
  show,
  technician,
  t,
}: Pick<Props, 'view' | 'show' | 'technician'> & { t: Translate }): string | null {
  if (show.paused) return t('show.paused', { technician });
  if (link.state === 'interrupted') return t('show.interrupted');
  return showSeen ? null : t('show.connecting');
}
