import type { RecordingView } from '@beside/shared/protocol/admin/recordings';
import type { SessionReport } from '@beside/shared/protocol/admin/reports';
import { useMemo, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useI18n } from '../../../i18n/I18nContext.ts';
import { describeEvent } from '../../../ui/chat/describeEvent.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Moments } from './Moments.tsx';
import { PlayerBar } from './PlayerBar.tsx';
import styles from './recordings.module.css';
import { holesOf, momentsOf } from './timeline.ts';
import { usePlayer } from './usePlayer.ts';
import { useRecording, type LoadedRecording } from './useRecording.ts';

interface Props {
  recording: RecordingView;
  report: SessionReport;
}

/** A recording as it is watched: the picture, what was drawn on it, and what happened meanwhile. */
export function RecordingPlayer({ recording, report }: Props): ReactElement {
  const { t } = useI18n();
  const loaded = useRecording(recording.id, report);
  if (loaded === 'failed') return <Notice title={t('recording.failed')} />;
  if (!loaded) return <Notice title={t('app.loading')} quiet />;
  if (loaded.opened.pieces.length === 0) return <Notice title={t('recording.empty')} />;
  return <Player {...{ recording, report, loaded }} />;
}

/** So far the arrow keys go, in ms. */
const stepMs = 5_000;

function Player({ recording, report, loaded }: Props & { loaded: LoadedRecording }): ReactElement {
  const { t } = useI18n();
  const { opened, events, entries } = loaded;
  const { request } = report;
  const [failed, setFailed] = useState(false);
  const { video, room, state, toggle, seek, setSpeed } = usePlayer({
    ...{ opened, events, request, hand: recording.by.name },
    onFailed: () => setFailed(true),
  });
  const moments = useMemo(() => {
    const span = { from: opened.startedAt, to: opened.pieces.at(-1)?.to ?? opened.startedAt };
    const guests = new Map(report.guests.map(({ id, name }) => [id, name]));
    return momentsOf(
      span,
      entries,
      events,
      (user) =>
        user === null
          ? request.customer.name || t('recording.customer')
          : user === recording.by.id
            ? recording.by.name
            : (guests.get(user) ?? ''),
      {
        event: (entry) => describeEvent(entry.event, 'technician', t),
        drew: (name) => t('recording.drew', { name }),
      },
    );
  }, [opened, entries, events, request, recording, report.guests, t]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const isOwn =
      event.target instanceof HTMLElement && event.target.closest('input, select, button');
    if (isOwn || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ') toggle();
    else if (event.key === 'ArrowLeft') seek(state.at - stepMs);
    else if (event.key === 'ArrowRight') seek(state.at + stepMs);
    else return;
    event.preventDefault();
  }

  return (
    <div className={styles.player}>
      <div
        className={styles.screen}
        role="group"
        aria-label={t('recording.player')}
        aria-description={t('recording.keys')}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div ref={room} className={styles.picture} onClick={toggle}>
          <video ref={video} muted playsInline aria-label={t('recording.picture')} />
        </div>
        {failed && (
          <p className={styles.fault} role="alert">
            {t('recording.failed')}
          </p>
        )}
        <PlayerBar
          {...{ state, moments, toggle, seek, setSpeed }}
          holes={holesOf(opened)}
          begin={opened.pieces[0]?.from ?? opened.startedAt}
          end={opened.pieces.at(-1)?.to ?? opened.startedAt}
        />
      </div>
      <Moments
        moments={moments}
        begin={opened.pieces[0]?.from ?? opened.startedAt}
        at={state.at}
        onChoose={seek}
      />
    </div>
  );
}
