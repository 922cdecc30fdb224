import type { MessageId } from '@beside/shared/domain/ids';
import type { ReactElement } from 'react';
import { useI18n } from '../../../i18n/I18nContext.ts';
import { formatBytes } from '../../../lib/formatBytes.ts';
import { guard } from '../../guard.ts';
import type { UploadView } from './filesModel.ts';
import styles from './files.module.css';
import { refusalWords } from './refusalWords.ts';

interface Props {
  upload: UploadView;
  onCancel: (id: MessageId) => void;
  onRetry: (id: MessageId) => void;
}

export function UploadRow({ upload, onCancel, onRetry }: Props): ReactElement {
  const { t } = useI18n();
  const { id, name, size, sent, state, refusal } = upload;
  const isOver = state === 'refused' || state === 'failed';
  const percent = size === 0 ? 0 : Math.floor((sent / size) * 100);
  return (
    <li className={styles.upload} data-state={state}>
      <span className={styles.about}>
        <b>{name}</b>
        <small role={isOver ? 'alert' : undefined}>
          {refusal
            ? refusalWords(refusal, t)
            : state === 'sending' || state === 'waiting'
              ? t('file.sending', { percent, size: formatBytes(size) })
              : t(`file.${state === 'refused' ? 'failed' : state}`)}
        </small>
      </span>
      {state === 'failed' && (
        <button type="button" onClick={() => onRetry(id)} {...guard}>
          {t('chat.try-again')}
        </button>
      )}
      {state !== 'checking' && (
        <button
          type="button"
          aria-label={t(isOver ? 'file.remove' : 'file.cancel', { name })}
          onClick={() => onCancel(id)}
          {...guard}
        >
          {t(isOver ? 'chat.discard' : 'file.cancel-short')}
        </button>
      )}
      {!isOver && (
        <progress
          aria-label={t('file.progress', { name })}
          {...(state === 'checking' ? {} : { max: 100, value: percent })}
        />
      )}
    </li>
  );
}
