import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReadyReply } from '@beside/shared/protocol/contract/replies';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import { Dialog } from '../Dialog.tsx';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import { findReplies } from './findReplies.ts';
import styles from './replies.module.css';
import { ReplyForm } from './ReplyForm.tsx';

interface Props {
  opened: boolean;
  onClose: () => void;
}

/** The ready replies: found, written, changed, deleted and brought back (rule T10). */
export function RepliesDialog({ opened, onClose }: Props): ReactElement {
  const { t } = useI18n();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('reply.title')} size="lg">
      <Replies />
    </Dialog>
  );
}

function Replies(): ReactElement {
  const { t } = useI18n();
  const { replies } = useWorkspace();
  const { busy, ask } = useAsk();
  const { replies: all, mayShare } = useStore(replies.state, (whole) => whole);
  const [search, setSearch] = useState('');
  const [edited, setEdited] = useState<ReadyReply | 'new' | null>(null);
  const [deleted, setDeleted] = useState<ReadyReply | null>(null);
  const found = findReplies(all, search);

  if (edited) {
    return (
      <ReplyForm
        reply={edited === 'new' ? null : edited}
        mayShare={mayShare}
        onDone={() => setEdited(null)}
      />
    );
  }

  async function remove(reply: ReadyReply): Promise<void> {
    if (await ask(() => replies.remove(reply.id))) setDeleted(reply);
  }

  async function bringBack(reply: ReadyReply): Promise<void> {
    if (await ask(() => replies.save(reply))) setDeleted(null);
  }

  return (
    <>
      <div className={styles.head}>
        <TextInput
          flex={1}
          data-autofocus
          aria-label={t('reply.search')}
          placeholder={t('reply.search')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Button
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => setEdited('new')}
        >
          {t('reply.add')}
        </Button>
      </div>
      <div role="status">
        {deleted && (
          <p className={styles.undo}>
            {t('reply.deleted', { shortcut: deleted.shortcut })}
            <Button
              size="compact-sm"
              variant="default"
              loading={busy}
              onClick={() => void bringBack(deleted)}
            >
              {t('reply.undo')}
            </Button>
          </p>
        )}
        {found.length === 0 && (
          <p className={styles.nothing}>
            {all.length === 0 ? t('reply.empty') : t('reply.none', { search: search.trim() })}
          </p>
        )}
      </div>
      <ul className={styles.list}>
        {found.map((reply) => (
          <Item
            key={reply.id}
            reply={reply}
            mayChange={mayShare || !reply.shared}
            onEdit={() => setEdited(reply)}
            onDelete={() => void remove(reply)}
          />
        ))}
      </ul>
    </>
  );
}

interface ItemProps {
  reply: ReadyReply;
  mayChange: boolean;
  onEdit: () => void;
  onDelete: () => void;
}

function Item({ reply, mayChange, onEdit, onDelete }: ItemProps): ReactElement {
  const { t } = useI18n();
  const { shortcut } = reply;
  return (
    <li className={styles.item}>
      <span className={styles.name}>
        <b>/{shortcut}</b>
        <small>{t(reply.shared ? 'reply.of-account' : 'reply.own')}</small>
      </span>
      <p>{reply.text}</p>
      {mayChange && (
        <span className={styles.buttons}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('reply.edit', { shortcut })}
            title={t('reply.edit', { shortcut })}
            onClick={onEdit}
          >
            <IconPencil size={17} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('reply.delete', { shortcut })}
            title={t('reply.delete', { shortcut })}
            onClick={onDelete}
          >
            <IconTrash size={17} aria-hidden="true" />
          </ActionIcon>
        </span>
      )}
    </li>
  );
}
