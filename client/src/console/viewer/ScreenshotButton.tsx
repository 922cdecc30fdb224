import { IconCamera } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { TechnicianLive, TechnicianLiveView } from '../../session/live.ts';
import type { ChatFiles } from '../../session/files/chatFiles.ts';
import { screenshotName } from './screenshotName.ts';
import { ToolButton } from './ToolButton.tsx';

interface Props {
  live: TechnicianLive;
  view: TechnicianLiveView;
  files: ChatFiles;
  say: (text: string) => void;
}

/** Sends the picture as it is now into the chat, where the customer sees it too. */
export function ScreenshotButton({ live, view, files, say }: Props): ReactElement {
  const { t } = useI18n();
  const [busy, setBusy] = useState(false);
  const { share, paused, link } = view;
  const isShown = share.phase === 'sharing' && !paused && link.state === 'carried';

  async function take(): Promise<void> {
    setBusy(true);
    const picture = await live.screenshot();
    setBusy(false);
    if (!picture) {
      say(t('viewer.screenshot-failed'));
      return;
    }
    const name = screenshotName(t('viewer.screenshot-file'), new Date());
    files.add([new File([picture], name, { type: picture.type })]);
    say(t('viewer.screenshot-sent'));
  }

  return (
    <ToolButton
      id="screenshot"
      Icon={IconCamera}
      label={t('viewer.screenshot')}
      disabled={!isShown || busy}
      run={() => void take()}
    />
  );
}
