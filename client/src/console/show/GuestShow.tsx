import type { SupportRequest } from '@beside/shared/domain/request';
import { useEffect, useRef, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { TechnicianLive } from '../../session/live.ts';
import { isViewerKey } from '../viewer/viewerKeys.ts';
import styles from './show.module.css';

/** The screen of whoever has the request, as a guest sees it, with what the customer draws on it. */
export function GuestShow({
  live,
  request,
}: {
  live: TechnicianLive;
  request: SupportRequest;
}): ReactElement {
  const { t } = useI18n();
  const stage = useRef<HTMLDivElement>(null);
  const seen = useStore(live.view, (view) => view.showSeen);
  const paused = useStore(live.view, ({ show }) => show.phase === 'showing' && show.paused);
  useEffect(() => {
    if (!stage.current) return undefined;
    return live.showing.attach(stage.current, {
      isLocal: isViewerKey,
      onIdleWheel: () => undefined,
      onText: () => undefined,
    });
  }, [live]);
  const title = t('showing.guest-title', { name: request.assignee?.name ?? '' });
  return (
    <section className={styles.guest} aria-label={title}>
      <h2>{title}</h2>
      <div className={styles.room}>
        <div ref={stage} className={styles.stage} role="img" aria-label={title} tabIndex={-1} />
        {(paused || !seen) && (
          <p className={styles.cover} role="status">
            {t(paused ? 'showing.guest-paused' : 'showing.guest-connecting')}
          </p>
        )}
      </div>
    </section>
  );
}
