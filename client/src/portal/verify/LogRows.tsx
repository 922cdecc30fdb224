import { auditRowSchema } from '@beside/shared/domain/audit';
import type { LogFile } from '@beside/shared/domain/logFile';
import { sessionLogRowSchema, type SessionLogRow } from '@beside/shared/domain/sessionLog';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { Translate } from '../../i18n/words.ts';
import { formatDayAndTime, formatExactTime } from '../../lib/formats.ts';
import { describeEvent } from '../../ui/chat/describeEvent.ts';
import styles from './verify.module.css';

/** What happened, read out. */
export function LogRows({ file }: { file: LogFile }): ReactElement {
  const { t } = useI18n();
  return (
    <>
      <h2 className={styles.heading}>{t('verify.rows')}</h2>
      <ol className={styles.rows}>
        {file.links.map(({ row, hash }) => {
          const { at, words } = read(row, t);
          return (
            <li key={hash}>
              {at !== undefined && (
                <time dateTime={new Date(at).toISOString()} title={formatExactTime(at)}>
                  {formatDayAndTime(at)}
                </time>
              )}
              <span>{words}</span>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function read(row: object, t: Translate): { at?: number; words: string } {
  const session = sessionLogRowSchema.safeParse(row);
  if (session.success) return { at: session.data.at, words: wordsOf(session.data.what, t) };
  const audit = auditRowSchema.safeParse(row);
  if (audit.success) return { at: audit.data.at, words: audit.data.act };
  // Of a newer version: its words are not known here, and it is not hidden.
  return { words: JSON.stringify(row) };
}

function wordsOf(what: SessionLogRow['what'], t: Translate): string {
  if (what.code === 'file-sent') {
    const { from, file } = what;
    return t('verify.file', { name: from, file: file.name });
  }
  const words = describeEvent(what, 'customer', t);
  // Whose hand it was: the chat says it elsewhere.
  const to = what.code === 'control-granted' ? what.to?.name : undefined;
  return to === undefined ? words : `${words} (${to})`;
}
