import { useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { Conversation } from '../session/conversation.ts';
import { RequestFailed } from '../signaling/signaling.ts';
import { guard } from '../ui/guard.ts';
import { Dialog } from './Dialog.tsx';
import styles from './dialog.module.css';

interface Props {
  conversation: Conversation;
  onDone: () => void;
}

export function EndDialog({ conversation, onDone }: Props): ReactElement {
  const { t } = useI18n();
  const [failed, setFailed] = useState(false);

  async function end(): Promise<void> {
    try {
      await conversation.end();
      onDone();
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFailed(true);
    }
  }

  return (
    <Dialog title={t('end.title')} onDismiss={onDone}>
      <p>{t('end.text')}</p>
      {failed && (
        <p className={styles.small} role="alert">
          {t('error.unavailable')}
        </p>
      )}
      <div className={styles.actions}>
        <button type="button" onClick={onDone} {...guard}>
          {t('end.keep')}
        </button>
        <button type="button" data-look="danger" onClick={() => void end()} {...guard}>
          {t('end.confirm')}
        </button>
      </div>
    </Dialog>
  );
}
