import { IconPlayerRecord, IconPlayerStop, IconX } from '@tabler/icons-react';
import { answersAreOwn } from '@beside/shared/domain/recording';
import type { SupportRequest } from '@beside/shared/domain/request';
import { mayIn } from '@beside/shared/domain/team';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { TechnicianLive } from '../../session/live.ts';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import { ToolButton } from './ToolButton.tsx';

interface Props {
  live: TechnicianLive;
  request: SupportRequest;
  say: (text: string) => void;
}

/** Asks whether the session may be recorded, takes the question back, and ends it (rule M3). */
export function RecordButton({ live, request, say }: Props): ReactElement | null {
  const { t } = useI18n();
  const { me } = useWorkspace();
  const { busy, ask } = useAsk();
  const { recording } = live;
  const { record, able } = useStore(recording.view, (whole) => whole);
  const mayAsk = me.recordings && me.rights.includes('record');
  if (!mayIn(request, me.id, 'lead') || (record.phase === 'off' && !mayAsk)) return null;
  if (record.phase === 'off') {
    const propose = (): void => {
      if (!able) say(t('viewer.record-unable'));
      else if (!answersAreOwn(request.live)) say(t('viewer.record-hand'));
      else void ask(() => recording.propose());
    };
    return (
      <ToolButton
        {...{ id: 'record', Icon: IconPlayerRecord, label: t('viewer.record') }}
        {...{ disabled: busy, run: propose }}
      />
    );
  }
  const isRunning = record.phase === 'recording';
  return (
    <ToolButton
      id="record"
      Icon={isRunning ? IconPlayerStop : IconX}
      label={t(isRunning ? 'viewer.record-stop' : 'viewer.record-withdraw')}
      pressed
      disabled={busy}
      run={() => void ask(() => (isRunning ? recording.stop() : recording.withdraw()))}
    />
  );
}
