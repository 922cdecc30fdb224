import { ActionIcon, Button, Group, Textarea } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { Note } from '@beside/shared/protocol/contract/notes';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDayAndTime } from '../../lib/formats.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import styles from './notes.module.css';
import { maxNoteLength } from './noteLength.ts';

interface Props {
  note: Note;
  busy: boolean;
  onSave: (text: string) => Promise<boolean>;
  onDelete: () => Promise<boolean>;
}

/** One note, with its author and time; one's own can be changed. */
export function NoteItem({ note, busy, onSave, onDelete }: Props): ReactElement {
  const { t } = useI18n();
  const { me } = useWorkspace();
  const [edited, setEdited] = useState<string | null>(null);

  async function save(): Promise<void> {
    const text = edited?.trim() ?? '';
    if (text !== '' && (await onSave(text))) setEdited(null);
  }

  return (
    <li className={styles.note}>
      <div className={styles.by}>
        <b>{note.author.name}</b>
        <time dateTime={new Date(note.createdAt).toISOString()}>
          {formatDayAndTime(note.createdAt)}
        </time>
        {note.editedAt !== null && (
          <span title={formatDayAndTime(note.editedAt)}>{t('notes.edited')}</span>
        )}
        {note.author.id === me.id && edited === null && (
          <span className={styles.buttons}>
            <ActionIcon
              size={24}
              variant="subtle"
              color="gray"
              aria-label={t('notes.edit')}
              title={t('notes.edit')}
              onClick={() => setEdited(note.text)}
            >
              <IconPencil size={15} aria-hidden="true" />
            </ActionIcon>
            <ActionIcon
              size={24}
              variant="subtle"
              color="gray"
              aria-label={t('notes.delete')}
              title={t('notes.delete')}
              disabled={busy}
              onClick={() => void onDelete()}
            >
              <IconTrash size={15} aria-hidden="true" />
            </ActionIcon>
          </span>
        )}
      </div>
      {edited === null ? (
        <p>{note.text}</p>
      ) : (
        <>
          <Textarea
            autoFocus
            size="sm"
            aria-label={t('notes.text')}
            autosize
            minRows={2}
            maxRows={10}
            maxLength={maxNoteLength}
            value={edited}
            onChange={(event) => setEdited(event.currentTarget.value)}
          />
          <Group gap={6} mt={6}>
            <Button
              size="compact-sm"
              disabled={edited.trim() === ''}
              loading={busy}
              onClick={() => void save()}
            >
              {t('notes.save')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setEdited(null)}>
              {t('action.cancel')}
            </Button>
          </Group>
        </>
      )}
    </li>
  );
}
