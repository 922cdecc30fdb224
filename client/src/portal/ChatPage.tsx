import { chatPlace, type CustomerPage } from '@beside/shared/domain/sessionWindow';
import type { OpenedRequest } from '@beside/shared/protocol/http';
import { useEffect, useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { formatNames } from '../lib/formats.ts';
import { useStore } from '../lib/useStore.ts';
import styles from './chatPage.module.css';
import { ChatBody } from './ChatBody.tsx';
import { ChatHeader } from './ChatHeader.tsx';
import { chatParts } from './chatParts.ts';
import { fetchSoon } from './fetchSoon.ts';
import { LineBanner } from './LineBanner.tsx';
import { LivePart } from './LivePart.tsx';
import { isSessionOpen, type LiveRoom } from './liveRoom.ts';
import { openStay } from './openStay.ts';
import { PageFoot } from './PageFoot.tsx';
import { usePlace } from './place.ts';
import { createSessionDoor } from './sessionDoor.ts';
import { useFiles } from './useFiles.ts';
import { useLater } from './useLater.ts';
import { useLive } from './useLive.ts';
import { usePortalNews } from './usePortalNews.ts';

export interface ChatPageProps {
  /** Whether this is the portal, or the session window that goes with it. */
  role: CustomerPage;
  /** What the conversation is kept under: the slug of a portal, or `/join`. */
  page: string;
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
export function ChatPage(props: ChatPageProps): ReactElement {
  const { role, page, house, logo, stay, onPortal, onLeave } = props;
  const { t, language } = useI18n();
  const place = usePlace();
  const [open] = useState(() => openStay(stay, place.server, role));
  useEffect(() => () => open.close(), [open]);
  // With the line down they could not be had when they are asked for.
  useEffect(() => fetchSoon([chatParts.history, chatParts.end, chatParts.ended]), []);
  const { conversation, signaling } = open;
  const { connection, request, failure, presence } = useStore(conversation.state, (whole) => whole);
  const use = useLive(open);
  const files = useFiles(open);
  const [door] = useState(() => createSessionDoor(place, page, stay));

  usePortalNews(conversation);

  const gone =
    failure !== null || (connection.state === 'refused' && connection.reason !== 'version');
  useEffect(() => {
    if (gone) onLeave(true);
  }, [gone, onLeave]);

  const slug = request?.portal.slug;
  useEffect(() => {
    if (slug !== undefined) onPortal?.(slug);
  }, [slug, onPortal]);

  const sessionIsOpen = isSessionOpen(presence, request, signaling.endpoint);
  const room: LiveRoom = { role, door, sessionIsOpen };
  const isElsewhere =
    request !== null && chatPlace(role, request.live.sessionWindow, sessionIsOpen) === 'elsewhere';
  const elsewhere = useLater(chatParts.elsewhere, isElsewhere);

  // The question takes the place of everything else in a window that is made for it.
  const isAsked = role === 'session' && request?.live.share.phase === 'proposed';

  const technician = request?.assignee?.name ?? t('a-technician');
  const guests = request?.team?.members.map(({ name }) => name) ?? [];
  const watching = guests.length > 0 ? formatNames([technician, ...guests], language) : technician;
  const live = { use, request, technician, room, conversation };
  const card = <LivePart {...live} part="card" />;
  // Where the session has moved to another window, what comes of it is seen there.
  const hasMoved = isElsewhere && role === 'portal';
  const showsHere = request?.live.show.phase === 'showing' && !hasMoved;
  const Main = place.isGuest ? 'div' : 'main';
  return (
    <div className={styles.page}>
      {place.inFront(<LivePart {...live} technician={watching} part="bar" />)}
      <ChatHeader
        house={house}
        logo={logo}
        request={request}
        open={open}
        talk={<LivePart {...live} part="talk" />}
        bare={isElsewhere}
      />
      <LineBanner connection={connection} />
      <div className={styles.body} data-show={showsHere}>
        {showsHere && <LivePart {...live} part="show" />}
        <Main className={styles.main}>
          <LivePart {...live} part="voice" />
          {!isElsewhere ? (
            <ChatBody
              open={open}
              files={files}
              technician={technician}
              card={card}
              onNew={() => onLeave(false)}
            />
          ) : (
            <>
              {role === 'session' && card}
              {elsewhere.state === 'ready' && !isAsked && (
                <elsewhere.part room={room} request={request} />
              )}
            </>
          )}
        </Main>
      </div>
      <div className={styles.foot}>
        <PageFoot />
      </div>
      {place.inFront(<LivePart {...live} part="dialog" />)}
    </div>
  );
}
