import { useEffect, useId, useRef, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { TechnicianLive } from '../../session/live.ts';
import { Overview } from '../../ui/viewer/Overview.tsx';
import { isViewerKey } from './viewerKeys.ts';
import styles from '../viewer.module.css';

interface Props {
  live: TechnicianLive;
  controlled: boolean;
  say: (text: string) => void;
}

/** The picture, and whatever pointer and keys do on it. */
export function ViewerStage({ live, controlled, say }: Props): ReactElement {
  const { t } = useI18n();
  const help = useId();
  const stage = useRef<HTMLDivElement>(null);
  const { placement, room, overflows } = useStore(live.picture.state, (whole) => whole);
  useEffect(() => {
    const element = stage.current;
    if (!element) return undefined;
    return live.attach(element, {
      isLocal: isViewerKey,
      onIdleWheel: () => say(t('viewer.wheel-hint')),
    });
  }, [live, say, t]);
  // Who asked for control wants to use it: the keys go there without another click.
  useEffect(() => {
    if (controlled) stage.current?.focus();
  }, [controlled]);
  return (
    <>
      <div
        ref={stage}
        className={styles.stage}
        role="application"
        aria-label={t('viewer.stage')}
        aria-describedby={help}
        tabIndex={0}
        data-controlled={controlled}
      />
      <p id={help} hidden>
        {t(controlled ? 'viewer.keys-controlled' : 'viewer.keys')}
      </p>
      {overflows && placement && (
        <Overview placement={placement} room={room} onMove={live.picture.moveTo} />
      )}
    </>
  );
}
