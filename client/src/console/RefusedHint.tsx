import { useEffect, useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { TechnicianLiveView } from '../session/live.ts';
import styles from './viewer.module.css';

const shownMs = 4000;

/** Says for a moment why the customer's side did not carry the last input out. */
export function RefusedHint({
  refused,
}: {
  refused: NonNullable<TechnicianLiveView['refused']>;
}): ReactElement | null {
  const { t } = useI18n();
  const [shown, setShown] = useState(true);
  useEffect(() => {
    setShown(true);
    const timer = setTimeout(() => setShown(false), shownMs);
    return () => clearTimeout(timer);
  }, [refused]);
  return (
    <p className={styles.hintLine} role="status" hidden={!shown}>
      {shown && t(`viewer.refused-${refused.reason}`)}
    </p>
  );
}
