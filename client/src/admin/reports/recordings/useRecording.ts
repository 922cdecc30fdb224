import { useEffect, useState } from 'react';
import type { RecordingId } from '@beside/shared/domain/ids';
import type { Entry } from '@beside/shared/domain/request';
import type { OpenedRecording } from '@beside/shared/protocol/admin/recordings';
import type { SessionReport } from '@beside/shared/protocol/admin/reports';
import type { RecordedEvent } from '@beside/shared/protocol/recording';
import { askAdmin } from '../../../signaling/adminApi.ts';
import { fetchRecordedEvents } from '../../../signaling/recordingApi.ts';
import { RequestFailed } from '../../../signaling/signaling.ts';

export interface LoadedRecording {
  opened: OpenedRecording;
  events: RecordedEvent[];
  /** All that was said and done until its end. */
  entries: readonly Entry[];
}

/** All that it takes to watch a recording; that it is watched is written down with the first call. */
export function useRecording(
  id: RecordingId,
  report: SessionReport,
): LoadedRecording | 'failed' | null {
  const [loaded, setLoaded] = useState<LoadedRecording | 'failed' | null>(null);
  useEffect(() => {
    let left = false;
    load(id, report).then(
      (found) => {
        if (!left) setLoaded(found);
      },
      (failure: unknown) => {
        if (!(failure instanceof RequestFailed)) throw failure;
        if (!left) setLoaded('failed');
      },
    );
    return () => {
      left = true;
    };
    // What a later look at the session brings changes nothing of what is watched.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id]);
  return loaded;
}

async function load(id: RecordingId, report: SessionReport): Promise<LoadedRecording> {
  const opened = await askAdmin('recordings/open', { id });
  const events = await fetchRecordedEvents(id, opened.key);
  const entries = [...report.entries];
  const end = opened.pieces.at(-1)?.to ?? opened.startedAt;
  for (let more = report.more; more && (entries.at(-1)?.at ?? 0) < end;) {
    const after = entries.at(-1)?.seq ?? 0;
    const next = await askAdmin('reports/entries', { id: report.row.id, after });
    entries.push(...next.entries);
    more = next.more;
  }
  return { opened, events, entries };
}
