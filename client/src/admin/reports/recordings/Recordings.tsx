import { Button } from '@mantine/core';
import { IconDownload, IconPlayerPlay, IconTrash, IconX } from '@tabler/icons-react';
import type { RecordingView } from '@beside/shared/protocol/admin/recordings';
import type { SessionReport } from '@beside/shared/protocol/admin/reports';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../../i18n/I18nContext.ts';
import { formatDayAndTime, formatDuration } from '../../../lib/formats.ts';
import { askAdmin } from '../../../signaling/adminApi.ts';
import { useAdminUser } from '../../AdminContext.ts';
import { AskDialog } from '../../parts/AskDialog.tsx';
import { useChange } from '../../parts/useAdmin.ts';
import { useAttempt } from '../../parts/useAttempt.ts';
import { RecordingPlayer } from './RecordingPlayer.tsx';
import styles from './recordings.module.css';

/** The recordings of a session, one of which can be watched. */
export function Recordings({ report }: { report: SessionReport }): ReactElement {
  const { t } = useI18n();
  const [watched, setWatched] = useState<RecordingView['id'] | null>(null);
  const { recordings } = report;
  const shown = recordings.find(({ id }) => id === watched);
  return (
    <section className={styles.recordings}>
      <h3>{t('recording.title')}</h3>
      <ul>
        {recordings.map((recording) => (
          <Item
            key={recording.id}
            recording={recording}
            watched={recording.id === watched}
            onWatch={() => setWatched(recording.id === watched ? null : recording.id)}
          />
        ))}
      </ul>
      {shown && <RecordingPlayer key={shown.id} recording={shown} report={report} />}
    </section>
  );
}

interface Props {
  recording: RecordingView;
  watched: boolean;
  onWatch: () => void;
}

function Item({ recording, watched, onWatch }: Props): ReactElement {
  const { t } = useI18n();
  const { rights } = useAdminUser();
  const { busy, attempt } = useAttempt();
  const change = useChange();
  const [asks, setAsks] = useState(false);
  const { id, by, startedAt, endedAt, until, pieces } = recording;
  const time = formatDayAndTime(startedAt);
  const length = formatDuration(until - startedAt);
  const download = (): Promise<boolean> =>
    attempt(async () => {
      const { url } = await askAdmin('recordings/download', { id });
      // It is answered as a download: the page stays where it is.
      location.assign(url);
    });
  return (
    <li>
      <span>
        {t('recording.about', { time, length, name: by.name })}
        {endedAt === null && <small> {t('recording.running')}</small>}
        {pieces === 0 && <small> {t('recording.empty')}</small>}
      </span>
      <span className={styles.actions}>
        {pieces > 0 && (
          <>
            <Button
              variant={watched ? 'default' : 'filled'}
              size="compact-sm"
              aria-expanded={watched}
              leftSection={watched ? <IconX size={16} /> : <IconPlayerPlay size={16} />}
              onClick={onWatch}
            >
              {t(watched ? 'recording.close' : 'recording.watch')}
            </Button>
            <Button
              variant="subtle"
              size="compact-sm"
              loading={busy}
              aria-label={t('recording.download', { time })}
              onClick={() => void download()}
            >
              <IconDownload size={16} aria-hidden />
            </Button>
          </>
        )}
        {endedAt !== null && rights.includes('manage-privacy') && (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            aria-label={t('recording.remove', { time })}
            onClick={() => setAsks(true)}
          >
            <IconTrash size={16} aria-hidden />
          </Button>
        )}
      </span>
      <AskDialog
        opened={asks}
        title={t('recording.remove-title')}
        text={t('recording.remove-text')}
        confirm={t('recording.remove-confirm')}
        onConfirm={() => change('recordings/remove', { id })}
        onClose={() => setAsks(false)}
      />
    </li>
  );
}
