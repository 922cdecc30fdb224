import { useEffect, useId, useRef, useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { TextPlace } from '../../session/drawing/viewerDrawing.ts';
import type { TechnicianLive } from '../../session/live.ts';
import { Overview } from '../../ui/viewer/Overview.tsx';
import { TextOnPicture } from '../../ui/viewer/TextOnPicture.tsx';
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
  const { tool, ready } = useStore(live.drawing.view, (whole) => whole);
  const [text, setText] = useState<TextPlace | null>(null);
  const { placement, room, overflows } = useStore(live.picture.state, (whole) => whole);
  useEffect(() => {
    const element = stage.current;
    if (!element) return undefined;
    return live.attach(element, {
      isLocal: isViewerKey,
      onIdleWheel: () => say(t('viewer.wheel-hint')),
      onText: setText,
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
        data-tool={ready ? tool : 'point'}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !ready || tool === 'point') return;
          event.preventDefault();
          live.drawing.setTool('point');
        }}
      />
      {text && stage.current && (
        <TextOnPicture
          key={`${text.at.x} ${text.at.y}`}
          at={text.client}
          label={t('draw.text-field')}
          room={stage.current}
          onWrite={(written) => live.drawing.write(text.at, written)}
          onClose={(byKey) => {
            setText(null);
            if (byKey) stage.current?.focus();
          }}
        />
      )}
      <p id={help} hidden>
        {t(controlled ? 'viewer.keys-controlled' : 'viewer.keys')}
      </p>
      {overflows && placement && (
        <Overview placement={placement} room={room} onMove={live.picture.moveTo} />
      )}
    </>
  );
}
