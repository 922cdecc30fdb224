import { chatIsOpen } from '@beside/shared/domain/requestPhase';
import type { ReactElement } from 'react';
import { useStore } from '../../lib/useStore.ts';
import type { Conversation } from '../../session/conversation.ts';
import { Composer } from '../../ui/chat/Composer.tsx';
import { EntryList } from '../../ui/chat/EntryList.tsx';
import styles from './mirror.module.css';

interface Props {
  conversation: Conversation;
  technician: string;
}

/** The conversation once more, beside the picture. */
export function MirrorChat({ conversation, technician }: Props): ReactElement {
  const { entries, pending, complete, read, typing, request } = useStore(
    conversation.state,
    (whole) => whole,
  );
  return (
    <section className={styles.chat}>
      <EntryList
        entries={entries}
        pending={pending}
        complete={complete}
        reader={{ party: 'customer', id: null }}
        seenSeq={read.technician}
        typing={typing
          .filter(({ party }) => party === 'technician')
          .map(({ name }) => name || technician)}
        onRetry={conversation.retry}
        onDiscard={conversation.discard}
        onSeen={conversation.markRead}
      />
      {request && chatIsOpen(request.phase) && (
        <Composer
          draft={conversation.draft}
          onSend={conversation.post}
          onTyping={conversation.typing}
        />
      )}
    </section>
  );
}
