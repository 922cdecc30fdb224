import { chatIsOpen } from '@beside/shared/domain/requestPhase';
import type { OpenedRequest } from '@beside/shared/protocol/http';
import { useEffect, useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { formatNames } from '../lib/formats.ts';
import { useStore } from '../lib/useStore.ts';
import { Composer } from '../ui/chat/Composer.tsx';
import { EntryList } from '../ui/chat/EntryList.tsx';
import styles from './chatPage.module.css';
import { ChatHeader } from './ChatHeader.tsx';
import { DeviceNote } from './DeviceNote.tsx';
import { LineBanner } from './LineBanner.tsx';
import { LivePart } from './LivePart.tsx';
import { openStay } from './openStay.ts';
import { PageFoot } from './PageFoot.tsx';
import { chatParts } from './chatParts.ts';
import { fetchSoon } from './fetchSoon.ts';
import { usePlace } from './place.ts';
import { useFiles } from './useFiles.ts';
import { useLater } from './useLater.ts';
import { useLive } from './useLive.ts';
import { usePortalNews } from './usePortalNews.ts';
import { WaitingNote } from './WaitingNote.tsx';

export interface ChatPageProps {
  /** Who is being talked to, as a house. */
  house: string;
  /** The address of its logo. */
  logo: string | null;
  stay: OpenedRequest;
  /** Told once by which portal the request came, where the page does not know it. */
  onPortal?: (slug: string) => void;
  /** `gone`: the server knows nothing of this conversation any more. */
  onLeave: (gone: boolean) => void;
}

/** The conversation, and whatever of the live part goes on in it. */
export function ChatPage({ house, logo, stay, onPortal, onLeave }: ChatPageProps): ReactElement {
  const { t, language } = useI18n();
  const place = usePlace();
  const [open] = useState(() => openStay(stay, place.server));
  useEffect(() => () => open.close(), [open]);
  // With the line down they could not be had when they are asked for.
  useEffect(() => fetchSoon([chatParts.history, chatParts.end, chatParts.ended]), []);
  const { conversation } = open;
  const state = useStore(conversation.state, (whole) => whole);
  const use = useLive(open);
  const files = useFiles(open);

  usePortalNews(conversation);

  const { connection, request, failure } = state;
  const gone =
    failure !== null || (connection.state === 'refused' && connection.reason !== 'version');
  useEffect(() => {
    if (gone) onLeave(true);
  }, [gone, onLeave]);

  const slug = request?.portal.slug;
  useEffect(() => {
    if (slug !== undefined) onPortal?.(slug);
  }, [slug, onPortal]);

  const technician = request?.assignee?.name ?? t('a-technician');
  const guests = request?.team?.members.map(({ name }) => name) ?? [];
  const watching = guests.length > 0 ? formatNames([technician, ...guests], language) : technician;
  const talking = request === null || chatIsOpen(request.phase);
  const Main = place.isGuest ? 'div' : 'main';
  const isOver = !talking && request.phase !== 'abandoned';
  const ended = useLater(chatParts.ended, isOver);
  return (
    <div className={styles.page}>
      {place.inFront(<LivePart use={use} request={request} technician={watching} part="bar" />)}
      <ChatHeader
        house={house}
        logo={logo}
        request={request}
        open={open}
        talk={<LivePart use={use} request={request} technician={technician} part="talk" />}
      />
      <LineBanner connection={connection} />
      <div className={styles.body} data-show={request?.live.show.phase === 'showing'}>
        <LivePart use={use} request={request} technician={technician} part="show" />
        <Main className={styles.main}>
          <LivePart use={use} request={request} technician={technician} part="voice" />
          <EntryList
            entries={state.entries}
            pending={state.pending}
            complete={state.complete}
            reader={{ party: 'customer', id: null }}
            seenSeq={state.read.technician}
            typing={state.typing
              .filter(({ party }) => party === 'technician')
              .map(({ name }) => name || technician)}
            onRetry={conversation.retry}
            onDiscard={conversation.discard}
            onSeen={conversation.markRead}
            extra={files?.extra}
          />
          {request && <WaitingNote request={request} place={state.place} technician={technician} />}
          <LivePart use={use} request={request} technician={technician} part="card" />
          {talking && request?.phase === 'active' && <DeviceNote />}
          {talking && files && <files.Uploads />}
          {talking && (
            <Composer
              draft={conversation.draft}
              onSend={conversation.post}
              onTyping={conversation.typing}
              autoFocus={place.mayTakeFocus() && matchMedia('(pointer: fine)').matches}
              attach={files && <files.Attach />}
            />
          )}
          {isOver && ended.state === 'ready' && (
            <ended.part
              conversation={conversation}
              request={request}
              onNew={() => onLeave(false)}
            />
          )}
        </Main>
      </div>
      <div className={styles.foot}>
        <PageFoot />
      </div>
      {place.inFront(
        <LivePart use={use} request={request} technician={technician} part="dialog" />,
      )}
    </div>
  );
}
