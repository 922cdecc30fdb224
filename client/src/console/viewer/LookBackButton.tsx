import { IconHistory, IconRewindBackward10 } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { TechnicianLive } from '../../session/live.ts';
import { lookBackMs } from '../../session/recording/lookBack.ts';
import { ToolButton } from './ToolButton.tsx';

interface Props {
  live: TechnicianLive;
  say: (text: string) => void;
}

/** Has the last minutes kept; from then on, shows them (rule X6). */
export function LookBackButton({ live, say }: Props): ReactElement | null {
  const { t } = useI18n();
  const { lookBack, view } = live.recording;
  const { kept, opened } = useStore(lookBack.view, (whole) => whole);
  const able = useStore(view, (whole) => whole.able);
  if (!able) return null;
  if (!kept) {
    const keep = (): void => {
      lookBack.keep(true);
      say(t('viewer.look-back-kept', { minutes: lookBackMs / 60_000 }));
    };
    return (
      <ToolButton
        {...{ id: 'look-back', Icon: IconHistory, label: t('viewer.look-back-keep'), run: keep }}
      />
    );
  }
  return (
    <ToolButton
      id="look-back"
      Icon={IconRewindBackward10}
      label={t('viewer.look-back')}
      pressed={opened !== null}
      run={() => (opened ? lookBack.close() : void lookBack.open())}
    />
  );
}
