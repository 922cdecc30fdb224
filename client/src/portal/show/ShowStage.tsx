import { useEffect, useId, useRef, useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { TextPlace } from '../../session/drawing/viewerDrawing.ts';
import type { Viewing } from '../../session/viewing.ts';
import { Overview } from '../../ui/viewer/Overview.tsx';
import { TextOnPicture } from '../../ui/viewer/TextOnPicture.tsx';
import styles from './show.module.css';

interface Props {
  viewing: Viewing;
  /** Whether pointer and keys go to the technician's side. */
  controlled: boolean;
  technician: string;
  /** Says something on the picture for a moment. */
  say: (words: string) => void;
  /** Out of the picture, from where every other key may go to the other side. */
  leave: () => void;
}

const isLeaving = (event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'code'>) =>
  (event.ctrlKey || event.metaKey) && event.altKey && event.code === 'KeyB';

/** The picture, and whatever pointer, fingers and keys do on it. */
export function ShowStage({ viewing, controlled, technician, say, leave }: Props): ReactElement {
  const { t } = useI18n();
  const help = useId();
  const stage = useRef<HTMLDivElement>(null);
  const { tool, ready } = useStore(viewing.drawing.view, (whole) => whole);
  const [text, setText] = useState<TextPlace | null>(null);
  const { placement, room, overflows } = useStore(viewing.picture.state, (whole) => whole);
  useEffect(() => {
    const element = stage.current;
    if (!element) return undefined;
    return viewing.attach(element, {
      isLocal: isLeaving,
      onIdleWheel: () => say(t('show.wheel-hint')),
      onText: setText,
    });
  }, [viewing, say, t]);
  // Who asked for control wants to use it: the keys go there without another click.
  useEffect(() => {
    if (!controlled) return;
    viewing.drawing.setTool('point');
    stage.current?.focus();
  }, [controlled, viewing]);
  return (
    <>
      <div
        ref={stage}
        className={styles.stage}
        role="application"
        aria-label={t('show.stage', { technician })}
        aria-describedby={help}
        tabIndex={0}
        data-controlled={controlled}
        data-tool={ready ? tool : 'point'}
        onKeyDown={(event) => {
          const isDrawing = ready && tool !== 'point';
          if (event.key === 'Escape' && isDrawing) viewing.drawing.setTool('point');
          else if (isLeaving(event)) leave();
          else return;
          event.preventDefault();
        }}
      />
      {text && stage.current && (
        <TextOnPicture
          key={`${text.at.x} ${text.at.y}`}
          at={text.client}
          label={t('show.draw-text-field')}
          room={stage.current}
          onWrite={(written) => viewing.drawing.write(text.at, written)}
          onClose={(byKey) => {
            setText(null);
            if (byKey) stage.current?.focus();
          }}
        />
      )}
      <p id={help} hidden>
        {t(controlled ? 'show.keys-controlled' : 'show.keys', { technician })}
      </p>
      {overflows && placement && (
        <Overview placement={placement} room={room} onMove={viewing.picture.moveTo} />
      )}
    </>
  );
}
