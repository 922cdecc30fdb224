import { ActionIcon, Button } from '@mantine/core';
import { IconBroadcast, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDuration } from '../../lib/formats.ts';
import { createPiecePlayer, type PiecePlayer } from '../../media/recording/piecePlayer.ts';
import type { RecordedPiece } from '../../media/recording/pieceRecorder.ts';
import type { LookBack } from '../../session/recording/lookBack.ts';
import styles from '../viewer.module.css';

interface Props {
  lookBack: LookBack;
  pieces: readonly RecordedPiece[];
}

/** How far back it begins, in ms: what was just seen. */
const beginsBackMs = 10_000;

/** The last minutes once more, while what is live goes on in a corner. */
export function LookBackPanel({ lookBack, pieces }: Props): ReactElement {
  const { t } = useI18n();
  const video = useRef<HTMLVideoElement>(null);
  const player = useRef<PiecePlayer>(null);
  const [begin, end] = [pieces[0]?.from ?? 0, pieces.at(-1)?.to ?? 0];
  const [at, setAt] = useState(end);
  const [paused, setPaused] = useState(true);
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    const opened = createPiecePlayer({
      video: element,
      pieces: pieces.map(({ from, to, bytes }) => ({
        ...{ from, to, load: () => Promise.resolve(bytes.buffer) },
      })),
      onFailed: () => lookBack.close(),
    });
    player.current = opened;
    opened.seek(Math.max(begin, end - beginsBackMs));
    return () => opened.close();
  }, [pieces, begin, end, lookBack]);
  const toggle = (): void => {
    const element = video.current;
    if (element?.paused) element.play().catch(() => undefined);
    else element?.pause();
  };
  return (
    <section className={styles.lookBack} aria-label={t('viewer.look-back')}>
      <video
        ref={video}
        className={styles.past}
        aria-label={t('viewer.look-back-picture')}
        muted
        playsInline
        onTimeUpdate={() => setAt(player.current?.at ?? end)}
        onPlay={() => setPaused(false)}
        onPause={() => setPaused(true)}
        onClick={toggle}
      />
      <div className={styles.pastBar}>
        <ActionIcon
          variant="default"
          size={34}
          aria-label={t(paused ? 'viewer.look-back-play' : 'viewer.look-back-pause')}
          onClick={toggle}
        >
          {paused ? <IconPlayerPlay size={18} /> : <IconPlayerPause size={18} />}
        </ActionIcon>
        <input
          type="range"
          aria-label={t('viewer.look-back-moment')}
          aria-valuetext={t('viewer.look-back-at', { time: formatDuration(end - at) })}
          min={begin}
          max={end}
          step={1_000}
          value={at}
          onChange={(event) => player.current?.seek(Number(event.currentTarget.value))}
        />
        <span className={styles.ago}>
          {t('viewer.look-back-at', { time: formatDuration(end - at) })}
        </span>
        <Button
          size="xs"
          leftSection={<IconBroadcast size={16} aria-hidden="true" />}
          onClick={() => lookBack.close()}
        >
          {t('viewer.look-back-live')}
        </Button>
        <Button size="xs" variant="default" onClick={() => lookBack.keep(false)}>
          {t('viewer.look-back-drop')}
        </Button>
      </div>
    </section>
  );
}
