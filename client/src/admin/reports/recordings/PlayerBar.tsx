import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useI18n } from '../../../i18n/I18nContext.ts';
import { formatDuration } from '../../../lib/formats.ts';
import styles from './recordings.module.css';
import type { Moment } from './timeline.ts';
import type { PlayerState } from './usePlayer.ts';

interface Props {
  state: PlayerState;
  moments: readonly Moment[];
  holes: readonly { from: number; to: number }[];
  begin: number;
  end: number;
  toggle: () => void;
  seek: (at: number) => void;
  setSpeed: (speed: number) => void;
}

const speeds = [0.5, 1, 2, 4, 8];

/** Where it is, and the ways to go somewhere else. */
export function PlayerBar(props: Props): ReactElement {
  const { state, moments, holes, begin, end, toggle, seek, setSpeed } = props;
  const { t } = useI18n();
  const { at, paused, speed } = state;
  const length = Math.max(1, end - begin);
  const place = (moment: number): string =>
    `${Math.min(100, Math.max(0, ((moment - begin) / length) * 100))}%`;
  const now = `${formatDuration(at - begin)} / ${formatDuration(length)}`;
  return (
    <div className={styles.bar}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t(paused ? 'recording.play' : 'recording.pause')}
        onClick={toggle}
      >
        {paused ? <IconPlayerPlay size={18} /> : <IconPlayerPause size={18} />}
      </ActionIcon>
      <div className={styles.line}>
        <input
          type="range"
          aria-label={t('recording.position')}
          aria-valuetext={now}
          min={begin}
          max={end}
          step={100}
          value={at}
          onChange={(event) => seek(Number(event.currentTarget.value))}
        />
        <div className={styles.marks} aria-hidden="true">
          {holes.map(({ from, to }) => (
            <i
              key={from}
              className={styles.hole}
              title={t('recording.missing')}
              style={{ left: place(from), width: `${((to - from) / length) * 100}%` }}
            />
          ))}
          {moments.map((moment) => (
            <i
              key={moment.key}
              className={styles.mark}
              data-kind={moment.kind}
              title={`${formatDuration(moment.at - begin)} ${moment.text}`}
              style={{ left: place(moment.at) }}
              onClick={() => seek(moment.at)}
            />
          ))}
        </div>
      </div>
      <span className={styles.time}>{now}</span>
      <NativeSelect
        aria-label={t('recording.speed')}
        size="xs"
        value={String(speed)}
        data={speeds.map((value) => ({ value: String(value), label: `${value}×` }))}
        onChange={(event) => setSpeed(Number(event.currentTarget.value))}
      />
    </div>
  );
}
