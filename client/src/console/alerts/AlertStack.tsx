import type { RequestId } from '@beside/shared/domain/ids';
import { useEffect, useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import { useCalls } from '../notify/useCalls.ts';
import { customerName } from '../customerName.ts';
import { AlertCard } from './AlertCard.tsx';
import styles from './alerts.module.css';

/** The pop-ups, the newest on top. They never take the focus from whoever writes. */
export function AlertStack({ selected }: { selected: RequestId | null }): ReactElement {
  const { t } = useI18n();
  const { alerts } = useWorkspace();
  const up = useStore(alerts.state, (whole) => whole);
  useCalls();
  return (
    <section
      className={styles.stack}
      aria-label={t('alert.region')}
      data-low={selected !== null}
      hidden={up.length === 0}
      data-above
    >
      {up.map((alert) => (
        <AlertCard key={alert.request.id} alert={alert} />
      ))}
    </section>
  );
}

/** Says each alert aloud once; stands at the end of the page, out of the way of what is read. */
export function AlertAnnouncer(): ReactElement {
  const { t } = useI18n();
  const { alerts } = useWorkspace();
  const [words, setWords] = useState('');
  useEffect(
    () =>
      alerts.onRaised(({ request, origin }) => {
        const { question } = request;
        const values = { name: customerName(request, t), origin: t(`alert.${origin}`), question };
        setWords(t('alert.announce', values));
      }),
    [alerts, t],
  );
  return (
    <div className={styles.announcer} role="alert" data-above>
      {words}
    </div>
  );
}
