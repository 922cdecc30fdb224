import { IconArrowBackUp, IconPictureInPictureOn } from '@tabler/icons-react';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { customerName } from '../customerName.ts';
import type { TechnicianLive } from '../../session/live.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import { ToolButton } from './ToolButton.tsx';
import { useSurroundings } from './ViewerWindowContext.ts';

interface Props {
  request: SupportRequest;
  live: TechnicianLive;
  say: (text: string) => void;
}

/** Share of the screen that a window of its own takes at the most. */
const largestShare = 0.8;
/** Height of the tools above the picture, in CSS px. */
const toolsHeight = 100;

/** Moves the picture into a window of its own, and back into the page. */
export function OwnWindowButton({ request, live, say }: Props): ReactElement {
  const { t } = useI18n();
  const { viewerWindow } = useWorkspace();
  const { kind } = useSurroundings();

  async function open(): Promise<void> {
    const title = t('viewer.window-title', { customer: customerName(request, t) });
    const opened = await viewerWindow.open(request.id, title, sizeFor(live));
    if (!opened) say(t('viewer.window-refused'));
  }

  if (kind === 'own') {
    return (
      <ToolButton
        id="own-window"
        Icon={IconArrowBackUp}
        label={t('viewer.window-back')}
        run={() => viewerWindow.close()}
      />
    );
  }
  return (
    <ToolButton
      id="own-window"
      Icon={IconPictureInPictureOn}
      label={t('viewer.own-window')}
      run={() => void open()}
    />
  );
}

/** As large as the picture is shown now, where the screen has room for it. */
function sizeFor({ picture }: TechnicianLive): { width: number; height: number } {
  const { placement } = picture.state.getState();
  const { availWidth, availHeight } = window.screen;
  const least = { width: 640, height: 480 };
  const { width, height } = placement ?? least;
  return {
    width: Math.round(Math.min(Math.max(width, least.width), availWidth * largestShare)),
    height: Math.round(
      Math.min(Math.max(height + toolsHeight, least.height), availHeight * largestShare),
    ),
  };
}
