import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { Translate } from '../../i18n/words.ts';
import { formatExactTime } from '../../lib/formats.ts';
import type { LinkNote } from '../../session/quality/linkHistory.ts';
import styles from './tools.module.css';

const shown = 6;

/** What happened to the way of the picture, and why; the newest first. */
export function LinkNotes({ notes }: { notes: readonly LinkNote[] }): ReactElement | null {
  const { t } = useI18n();
  if (notes.length === 0) return null;
  return (
    <section aria-label={t('quality.history')}>
      <h3>{t('quality.history')}</h3>
      <ol className={styles.notes}>
        {notes
          .slice(-shown)
          .reverse()
          .map((note) => (
            <li key={`${note.at} ${note.what}`}>
              <time dateTime={new Date(note.at).toISOString()}>{formatExactTime(note.at)}</time>{' '}
              {noteWords(note, t)}
            </li>
          ))}
      </ol>
    </section>
  );
}

function noteWords(note: LinkNote, t: Translate): string {
  if (note.what !== 'carried') return t(`quality.note-${note.what}`);
  return t('quality.note-carried', {
    way: t(`path.${note.path}`),
    reason: t(
      note.reason === 'silent' ? `quality.why-silent-${note.path}` : `quality.why-${note.reason}`,
    ),
  });
}
