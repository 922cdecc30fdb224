import { chatIsOpen } from '@beside/shared/domain/requestPhase';
import type { ReactElement, ReactNode } from 'react';
import { useStore } from '../lib/useStore.ts';
import { Composer } from '../ui/chat/Composer.tsx';
import { EntryList } from '../ui/chat/EntryList.tsx';
import { chatParts } from './chatParts.ts';
import { DeviceNote } from './DeviceNote.tsx';
import type { FilesPart } from '../ui/chat/files/filesPart.tsx';
import type { OpenStay } from './openStay.ts';
import { usePlace } from './place.ts';
import { useLater } from './useLater.ts';
import { WaitingNote } from './WaitingNote.tsx';

interface Props {
  open: OpenStay;
  files: FilesPart | null;
  technician: string;
  /** The question whether to share, between what was said and what is being written. */
  card: ReactNode;
  onNew: () => void;
}

/** What was said, and what can be written. */
export function ChatBody({ open, files, technician, card, onNew }: Props): ReactElement {
  const place = usePlace();
  const { conversation } = open;
  const state = useStore(conversation.state, (whole) => whole);
  const { request } = state;
  const talking = request === null || chatIsOpen(request.phase);
  const isOver = !talking && request.phase !== 'abandoned';
  const ended = useLater(chatParts.ended, isOver);
  return (
    <>
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
      {card}
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
        <ended.part conversation={conversation} request={request} onNew={onNew} />
      )}
    </>
  );
}
