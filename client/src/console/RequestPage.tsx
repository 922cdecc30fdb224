import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconMoodConfuzed } from '@tabler/icons-react';
import type { SupportRequest } from '@beside/shared/domain/request';
import { useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useI18n } from '../i18n/I18nContext.ts';
import { useStore } from '../lib/useStore.ts';
import type { Conversation } from '../session/conversation.ts';
import { ChatPanel } from './ChatPanel.tsx';
import { customerName } from './customerName.ts';
import { DetailsPanel } from './DetailsPanel.tsx';
import { EmptyState } from './EmptyState.tsx';
import { PanelTabs, type Panel } from './PanelTabs.tsx';
import { RequestHeader } from './RequestHeader.tsx';
import { GuestShow } from './show/GuestShow.tsx';
import { LiveStrip } from './show/LiveStrip.tsx';
import { useWorkspace } from './WorkspaceContext.ts';
import { hasViewer, seesShow } from './viewer/hasViewer.ts';
import { Viewer } from './Viewer.tsx';
import styles from './requestPage.module.css';

interface Props {
  conversation: Conversation;
  /** Whether the list is not beside it. */
  stacked: boolean;
}

/** One request: its header, its chat, its details, and the shared screen while there is one. */
export function RequestPage({ conversation, stacked }: Props): ReactElement {
  const { t } = useI18n();
  const request = useStore(conversation.state, (whole) => whole.request);
  const failure = useStore(conversation.state, (whole) => whole.failure);

  if (failure) {
    return (
      <section className={styles.page}>
        <EmptyState
          icon={<IconMoodConfuzed size={24} aria-hidden="true" />}
          title={t('request.not-found')}
          text={t('request.not-found-hint')}
        >
          <Button component={Link} to="/" variant="default">
            {t('request.back')}
          </Button>
        </EmptyState>
      </section>
    );
  }
  if (!request) {
    return (
      <section className={styles.page}>
        <EmptyState title={t('app.loading')} quiet />
      </section>
    );
  }
  return <Loaded conversation={conversation} request={request} stacked={stacked} />;
}

function Loaded({
  conversation,
  request,
  stacked,
}: Props & { request: SupportRequest }): ReactElement {
  const { t } = useI18n();
  const { state, me } = useWorkspace();
  const wide = useMediaQuery('(min-width: 1280px)', undefined, { getInitialValueInEffect: false });
  const load = useStore(state, ({ lives }) => lives.get(request.id));
  const [side, setSide] = useState<Panel>('chat');
  const seesViewer = hasViewer(request, me.id);

  const hasShow = seesShow(request, me.id);
  const hasPicture = seesViewer || hasShow;

  useEffect(() => {
    if (hasPicture) setSide('screen');
  }, [hasPicture]);

  // Where there is room the chat is always there, and the picture wherever there is one.
  const panels: Panel[] = wide
    ? hasPicture
      ? ['chat', 'details']
      : []
    : [...(hasPicture ? (['screen'] as const) : []), 'chat', 'details'];
  const chosen = panels.includes(side) ? side : (panels[0] ?? 'chat');
  const isShown = (panel: Panel): boolean =>
    panels.length === 0 || chosen === panel || (wide && panel === 'screen');

  return (
    <section className={styles.page} aria-label={customerName(request, t)} data-viewer={hasPicture}>
      <RequestHeader request={request} conversation={conversation} load={load} stacked={stacked} />
      {load?.state === 'ready' && <LiveStrip live={load.live} request={request} />}
      {!wide && <PanelTabs panels={panels} chosen={chosen} onChoose={setSide} />}
      <div className={styles.body}>
        {hasPicture && (
          <div className={styles.viewer} hidden={!isShown('screen')}>
            {hasShow && load?.state === 'ready' && <GuestShow live={load.live} request={request} />}
            {seesViewer && <Viewer request={request} load={load} />}
          </div>
        )}
        <div className={styles.side}>
          {wide && panels.length > 0 && (
            <PanelTabs panels={panels} chosen={chosen} onChoose={setSide} />
          )}
          <div className={styles.chat} hidden={!isShown('chat')}>
            <ChatPanel conversation={conversation} request={request} load={load} />
          </div>
          <div className={styles.details} hidden={!isShown('details')}>
            <DetailsPanel
              conversation={conversation}
              request={request}
              onShow={() => setSide('details')}
            />
          </div>
        </div>
      </div>
    </section>
  );
}
