import { Button } from '@mantine/core';
import type { RequestId } from '@beside/shared/domain/ids';
import type { Entry } from '@beside/shared/domain/request';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDayAndTime, formatExactTime, startOfDay } from '../../lib/formats.ts';
import { askAdmin } from '../../signaling/adminApi.ts';
import { describeEvent } from '../../ui/chat/describeEvent.ts';
import { MessageText } from '../../ui/chat/MessageText.tsx';
import { useAttempt } from '../parts/useAttempt.ts';
import styles from './reports.module.css';

interface Props {
  id: RequestId;
  first: readonly Entry[];
  /** Whether there is more than that. */
  more: boolean;
}

/** What was said and what happened, oldest first. */
export function Transcript({ id, first, more: begins }: Props): ReactElement {
  const { t } = useI18n();
  const { busy, attempt } = useAttempt();
  const [rest, setRest] = useState<{ entries: readonly Entry[]; more: boolean }>({
    entries: [],
    more: begins,
  });
  const entries = [...first, ...rest.entries];
  const load = (): Promise<boolean> =>
    attempt(async () => {
      const next = await askAdmin('reports/entries', { id, after: entries.at(-1)?.seq ?? 0 });
      setRest({ entries: [...rest.entries, ...next.entries], more: next.more });
    });
  return (
    <section className={styles.transcript}>
      <h3>{t('reports.transcript')}</h3>
      <ol>
        {entries.map((entry, at) => (
          <Line key={entry.id} entry={entry} before={entries[at - 1]} />
        ))}
      </ol>
      {rest.more && (
        <p>
          {t('reports.transcript-rest')}{' '}
          <Button variant="default" loading={busy} onClick={() => void load()}>
            {t('reports.more-transcript')}
          </Button>
        </p>
      )}
    </section>
  );
}

function Line({ entry, before }: { entry: Entry; before: Entry | undefined }): ReactElement {
  const { t } = useI18n();
  const isNewDay = !before || startOfDay(before.at) !== startOfDay(entry.at);
  return (
    <li data-kind={entry.kind === 'event' ? 'event' : entry.from.party}>
      <time dateTime={new Date(entry.at).toISOString()}>
        {isNewDay ? formatDayAndTime(entry.at) : formatExactTime(entry.at)}
      </time>
      {entry.kind === 'event' ? (
        <span>{describeEvent(entry.event, 'technician', t)}</span>
      ) : (
        <div>
          <b>{entry.from.name || t('reports.unnamed')}</b>
          {entry.kind === 'message' ? <MessageText text={entry.text} /> : <i>{entry.file.name}</i>}
        </div>
      )}
    </li>
  );
}
