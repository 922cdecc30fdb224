import { Button, Loader } from '@mantine/core';
import {
  IconPictureInPictureOn,
  IconPlayerPause,
  IconPlugConnectedX,
  IconScreenShare,
} from '@tabler/icons-react';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { ShareState } from '@beside/shared/domain/sharing';
import { useEffect, useRef, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { useStore } from '../lib/useStore.ts';
import type { TechnicianLive, TechnicianLiveView } from '../session/live.ts';
import { ClipboardNews } from './viewer/ClipboardNews.tsx';
import { EmptyState } from './EmptyState.tsx';
import { RefusedHint } from './RefusedHint.tsx';
import { useAsk } from './useAsk.ts';
import { LookBackPanel } from './viewer/LookBackPanel.tsx';
import { ViewerStage } from './viewer/ViewerStage.tsx';
import { useFullScreen } from './viewer/useFullScreen.ts';
import { useNote } from './viewer/useNote.ts';
import { useSurroundings } from './viewer/ViewerWindowContext.ts';
import styles from './viewer.module.css';
import { ViewerToolbar } from './ViewerToolbar.tsx';
import type { LiveLoad } from './workspace.ts';
import { useWorkspace } from './WorkspaceContext.ts';

interface Props {
  request: SupportRequest;
  load: LiveLoad | undefined;
}

/** The customer's screen, or what is to be said while it is not to be seen. */
export function Viewer({ request, load }: Props): ReactElement {
  const { t } = useI18n();
  const workspace = useWorkspace();
  const { kind } = useSurroundings();
  const opened = useStore(workspace.viewerWindow.state, (whole) => whole);
  if (kind === 'page' && opened?.requestId === request.id) {
    return (
      <EmptyState
        icon={<IconPictureInPictureOn size={24} aria-hidden="true" />}
        title={t('viewer.elsewhere')}
        text={t('viewer.elsewhere-hint')}
      >
        <Button variant="default" onClick={() => workspace.viewerWindow.close()}>
          {t('viewer.window-back')}
        </Button>
      </EmptyState>
    );
  }
  if (load?.state === 'ready') return <ReadyViewer live={load.live} request={request} />;
  if (load?.state === 'failed') {
    return (
      <EmptyState title={t('viewer.load-failed')}>
        <Button variant="default" onClick={() => workspace.loadLiveAgain(request.id)}>
          {t('chat.try-again')}
        </Button>
      </EmptyState>
    );
  }
  return <EmptyState title={t('app.loading')} quiet />;
}

function ReadyViewer({
  live,
  request,
}: {
  live: TechnicianLive;
  request: SupportRequest;
}): ReactElement {
  const { t } = useI18n();
  const view = useStore(live.view, (whole) => whole);
  const { note, say } = useNote();
  const section = useRef<HTMLElement>(null);
  const fullScreen = useFullScreen(section);
  const lookedAt = useStore(live.recording.lookBack.view, ({ opened }) => opened);
  useEffect(() => {
    if (view.controlHere) say(t('viewer.control-hint'));
  }, [view.controlHere, say, t]);
  const customer = request.customer.name;
  if (view.share.phase !== 'sharing') {
    return <Proposed live={live} share={view.share} customer={customer} />;
  }
  return (
    <section ref={section} className={styles.viewer} data-full={fullScreen.full}>
      <div className={styles.bar}>
        <ViewerToolbar {...{ live, view, request, fullScreen, say }} share={view.share} />
        {fullScreen.full && (
          <button type="button" className={styles.grip} aria-label={t('viewer.tools')} />
        )}
      </div>
      <div className={styles.room} data-looking-back={lookedAt !== null}>
        {lookedAt && <LookBackPanel lookBack={live.recording.lookBack} pieces={lookedAt} />}
        <ViewerStage live={live} controlled={view.controlHere} say={say} />
        <Cover view={view} request={request} />
        <div className={styles.hints}>
          {view.clipboard && (
            <ClipboardNews live={live} view={view.clipboard} customer={customer} />
          )}
          <p className={styles.hintLine} role="status" hidden={note === null}>
            {note?.text}
          </p>
          {view.refused && <RefusedHint refused={view.refused} />}
        </div>
      </div>
    </section>
  );
}

/** Lies over the picture while there is none, or none that is of now. */
function Cover({
  view,
  request,
}: {
  view: TechnicianLiveView;
  request: SupportRequest;
}): ReactElement | null {
  const { t } = useI18n();
  const { me } = useWorkspace();
  const { assignee } = request;
  const guestHint =
    assignee && assignee.id !== me.id ? t('viewer.guest-hint', { name: assignee.name }) : undefined;
  if (view.paused) {
    return (
      <div className={styles.cover} data-opaque>
        <EmptyState
          icon={<IconPlayerPause size={24} aria-hidden="true" />}
          title={t('viewer.paused')}
          text={t('viewer.paused-hint')}
        />
      </div>
    );
  }
  if (view.link.state === 'interrupted') {
    return (
      <div className={styles.cover}>
        <EmptyState
          icon={<IconPlugConnectedX size={24} aria-hidden="true" />}
          title={t('viewer.interrupted')}
          text={t('viewer.interrupted-hint')}
        />
      </div>
    );
  }
  if (view.link.state === 'carried') return null;
  return (
    <div className={styles.cover} data-opaque>
      <EmptyState
        icon={<Loader size={22} />}
        title={t('viewer.connecting')}
        {...(guestHint ? { text: guestHint } : {})}
      />
    </div>
  );
}

function Proposed({
  live,
  share,
  customer,
}: {
  live: TechnicianLive;
  share: ShareState;
  customer: string;
}): ReactElement {
  const { t } = useI18n();
  const { busy, ask } = useAsk();
  const cancelled = share.phase === 'proposed' && share.last === 'cancelled';
  return (
    <section className={styles.viewer} role="status">
      <EmptyState
        icon={<IconScreenShare size={24} aria-hidden="true" />}
        title={t('viewer.proposed', { customer })}
        text={cancelled ? t('viewer.cancelled', { customer }) : t('viewer.proposed-hint')}
      >
        <Button variant="default" loading={busy} onClick={() => void ask(() => live.withdraw())}>
          {t('viewer.withdraw')}
        </Button>
      </EmptyState>
    </section>
  );
}
