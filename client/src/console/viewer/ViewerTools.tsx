import { IconTools } from '@tabler/icons-react';
import type { SupportRequest } from '@beside/shared/domain/request';
import { mayIn } from '@beside/shared/domain/team';
import { useRef, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { TechnicianLive, TechnicianLiveView } from '../../session/live.ts';
import { actionsFor } from '../actions.ts';
import { useCommand } from '../commands/useCommand.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import { ClipboardMenu } from './ClipboardMenu.tsx';
import { DrawingTools } from './DrawingTools.tsx';
import { FullScreenButton } from './FullScreenButton.tsx';
import { LookBackButton } from './LookBackButton.tsx';
import { OwnWindowButton } from './OwnWindowButton.tsx';
import { QualityButton } from './QualityButton.tsx';
import { RecordButton } from './RecordButton.tsx';
import { ScreenshotButton } from './ScreenshotButton.tsx';
import type { useFullScreen } from './useFullScreen.ts';
import { viewerKeys } from './viewerKeys.ts';
import { useSurroundings } from './ViewerWindowContext.ts';
import { ZoomTools } from './ZoomTools.tsx';
import styles from './tools.module.css';

interface Props {
  live: TechnicianLive;
  view: TechnicianLiveView;
  request: SupportRequest;
  fullScreen: ReturnType<typeof useFullScreen>;
  say: (text: string) => void;
}

/** What can be done with the picture (rule S5); each tool is a component of its own. */
export function ViewerTools({ live, view, request, fullScreen, say }: Props): ReactElement {
  const { t } = useI18n();
  const { me, state, filesOf } = useWorkspace();
  const { canFill } = useSurroundings();
  const conversation = useStore(state, ({ conversations }) => conversations.get(request.id));
  const tools = useRef<HTMLDivElement>(null);
  // Out of the picture, from where every other key may go to the customer.
  useCommand('viewer:tools', {
    label: t('viewer.go-to-tools'),
    section: 'viewer',
    keys: viewerKeys.tools,
    Icon: IconTools,
    run: () => tools.current?.querySelector('button')?.focus(),
  });
  return (
    <div ref={tools} className={styles.tools} role="group" aria-label={t('viewer.tools')}>
      <QualityButton live={live} link={view.link} />
      <ZoomTools picture={live.picture} />
      {mayIn(request, me.id, 'control') && <DrawingTools drawing={live.drawing} say={say} />}
      <div className={styles.group}>
        {view.controlHere && <ClipboardMenu live={live} customer={request.customer.name} />}
        {conversation && actionsFor(request, me).write && (
          <ScreenshotButton {...{ live, view, say }} files={filesOf(conversation)} />
        )}
        <LookBackButton {...{ live, say }} />
        <RecordButton {...{ live, request, say }} />
        <OwnWindowButton {...{ live, request, say }} />
        {canFill && <FullScreenButton {...fullScreen} />}
      </div>
    </div>
  );
}
