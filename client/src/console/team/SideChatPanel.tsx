import { IconLock } from '@tabler/icons-react';
import type { SupportRequest } from '@beside/shared/domain/request';
import { chatIsOpen } from '@beside/shared/domain/requestPhase';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { SideChat } from '../../session/sideChat.ts';
import { Composer } from '../../ui/chat/Composer.tsx';
import { EntryList } from '../../ui/chat/EntryList.tsx';
import { useWorkspace } from '../WorkspaceContext.ts';
import styles from './team.module.css';

interface Props {
  sideChat: SideChat;
  request: SupportRequest;
}

/** What the technicians say among themselves: looks unlike the chat, so that nobody mistakes it. */
export function SideChatPanel({ sideChat, request }: Props): ReactElement {
  const { t } = useI18n();
  const { me } = useWorkspace();
  const state = useStore(sideChat.state, (whole) => whole);
  return (
    <div className={styles.side}>
      <p className={styles.private}>
        <IconLock size={15} aria-hidden="true" />
        {t('team.private')}
      </p>
      <EntryList
        entries={state.entries}
        pending={state.pending}
        complete={state.complete}
        reader={{ party: 'technician', id: me.id }}
        seenSeq={0}
        typing={state.typing}
        onRetry={sideChat.retry}
        onDiscard={sideChat.discard}
        onSeen={sideChat.markRead}
      />
      {chatIsOpen(request.phase) ? (
        <Composer
          draft={sideChat.draft}
          words={{
            label: t('team.message'),
            placeholder: t('team.placeholder'),
            send: t('team.send'),
          }}
          onSend={sideChat.post}
          onTyping={sideChat.typing}
          autoFocus={matchMedia('(pointer: fine)').matches}
        />
      ) : (
        <p className={styles.over}>{t('team.over')}</p>
      )}
    </div>
  );
}
