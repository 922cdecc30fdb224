import { Button, Textarea } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { Conversation } from '../../session/conversation.ts';
import { useCommand } from '../commands/useCommand.ts';
import { IconNote } from '@tabler/icons-react';
import { NoteItem } from './NoteItem.tsx';
import { maxNoteLength } from './noteLength.ts';
import styles from './notes.module.css';
import { useNotes } from './useNotes.ts';

interface Props {
  conversation: Conversation;
  /** What was noted when the request was closed. */
  closing: string;
  /** Brings the panel in front, where it is not. */
  onShow: () => void;
}

/** What technicians tell each other about a request; the customer never sees it (rule T10). */
export function NotesPanel({ conversation, closing, onShow }: Props): ReactElement {
  const { t } = useI18n();
  const { notes, busy, save, remove } = useNotes(conversation);
  const [text, setText] = useState('');
  const fieldId = `note-${conversation.requestId}`;
  useCommand('note:new', {
    label: t('notes.new'),
    section: 'request',
    keys: 'Alt+N',
    Icon: IconNote,
    run: () => {
      // At once, so that not even the next key goes to what had the focus before.
      flushSync(onShow);
      document.getElementById(fieldId)?.focus();
    },
  });

  async function add(): Promise<void> {
    if (text.trim() !== '' && (await save(text.trim()))) setText('');
  }

  return (
    <section className={styles.notes} aria-label={t('notes.title')}>
      <h2>
        {t('notes.title')} <small>{t('notes.hint')}</small>
      </h2>
      {closing !== '' && <p className={styles.closing}>{closing}</p>}
      {notes?.length === 0 && closing === '' && <p className={styles.none}>{t('notes.none')}</p>}
      <ul aria-live="polite" aria-relevant="additions">
        {notes?.map((note) => (
          <NoteItem
            key={note.id}
            note={note}
            busy={busy}
            onSave={(changed) => save(changed, note.id)}
            onDelete={() => remove(note.id)}
          />
        ))}
      </ul>
      <Textarea
        id={fieldId}
        size="sm"
        aria-label={t('notes.new')}
        placeholder={t('notes.new')}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={maxNoteLength}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void add();
        }}
      />
      {text.trim() !== '' && (
        <Button mt={6} size="xs" variant="default" loading={busy} onClick={() => void add()}>
          {t('notes.add')}
        </Button>
      )}
    </section>
  );
}
