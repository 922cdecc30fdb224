import { IconLink, IconMessageBolt } from '@tabler/icons-react';
import type { SupportRequest } from '@beside/shared/domain/request';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { Conversation } from '../session/conversation.ts';
import { Composer } from '../ui/chat/Composer.tsx';
import { useCommand } from './commands/useCommand.ts';
import { LinkDialog } from './links/LinkDialog.tsx';
import { RepliesDialog } from './replies/RepliesDialog.tsx';
import styles from './replies/replies.module.css';
import { ReplyPicker } from './replies/ReplyPicker.tsx';
import { useFill } from './replies/useFill.ts';

interface Props {
  conversation: Conversation;
  request: SupportRequest;
  /** Stands before the field. */
  attach: ReactNode;
}

/** The message field with what a technician has at hand: ready replies, and a link to send (T10). */
export function ConsoleComposer({ conversation, request, attach }: Props): ReactElement {
  const { t } = useI18n();
  const [dialog, setDialog] = useState<'link' | 'replies' | null>(null);
  const fill = useFill(request);
  useCommand('request:link', {
    label: t('link.action'),
    section: 'request',
    keys: 'Alt+L',
    Icon: IconLink,
    run: () => setDialog('link'),
  });
  useCommand('replies', {
    label: t('reply.manage'),
    section: 'desk',
    Icon: IconMessageBolt,
    run: () => setDialog('replies'),
  });

  return (
    <>
      <Composer
        draft={conversation.draft}
        onSend={conversation.post}
        onTyping={conversation.typing}
        autoFocus={matchMedia('(pointer: fine)').matches}
        attach={attach}
        picker={(props) => (
          <ReplyPicker {...props} fill={fill} onManage={() => setDialog('replies')} />
        )}
        tools={(pick) => (
          <>
            <button
              type="button"
              className={styles.tool}
              aria-label={t('reply.insert')}
              title={t('reply.insert')}
              aria-keyshortcuts="Control+/"
              onClick={pick}
            >
              <IconMessageBolt size={19} aria-hidden="true" />
            </button>
            <button
              type="button"
              className={styles.tool}
              aria-label={t('link.action')}
              title={t('link.action')}
              aria-keyshortcuts="Alt+L"
              onClick={() => setDialog('link')}
            >
              <IconLink size={19} aria-hidden="true" />
            </button>
          </>
        )}
      />
      <LinkDialog opened={dialog === 'link'} request={request} onClose={() => setDialog(null)} />
      <RepliesDialog opened={dialog === 'replies'} onClose={() => setDialog(null)} />
    </>
  );
}
