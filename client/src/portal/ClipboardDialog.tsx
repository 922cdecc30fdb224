import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { useClipboardDraft } from '../lib/useClipboardDraft.ts';
import type { CustomerLive, CustomerLiveView } from '../session/live.ts';
import { guard } from '../ui/guard.ts';
import { Dialog } from './Dialog.tsx';
import styles from './dialog.module.css';

type View = NonNullable<CustomerLiveView['clipboard']>;

interface Props {
  live: CustomerLive;
  view: View;
  technician: string;
}

/** Text of a clipboard on its way, either way: seen whole, and moved by the customer's click alone (rule I5). */
export function ClipboardDialog({ live, view, technician }: Props): ReactElement {
  switch (view.state) {
    case 'offered':
      return <Offered live={live} view={view} technician={technician} />;
    case 'asked':
    case 'sending':
      return <Asked live={live} view={view} technician={technician} />;
  }
}

function Offered({ live, view, technician }: Props & { view: View & { state: 'offered' } }) {
  const { t } = useI18n();
  return (
    <Dialog
      title={t('clipboard.offered', { technician })}
      onDismiss={() => live.declineClipboard()}
    >
      <p>{t(view.failed ? 'clipboard.not-written' : 'clipboard.offered-text')}</p>
      <textarea
        className={styles.clip}
        aria-label={t('clipboard.text')}
        readOnly
        rows={5}
        value={view.text}
        {...guard}
      />
      <div className={styles.actions}>
        <button type="button" onClick={() => live.declineClipboard()} {...guard}>
          {t('control.not-now')}
        </button>
        <button
          type="button"
          data-look={view.mayInsert ? undefined : 'main'}
          onClick={(event) => live.takeClipboard('copy', event.nativeEvent)}
          {...guard}
        >
          {t('clipboard.copy')}
        </button>
        {view.mayInsert && (
          <button
            type="button"
            data-look="main"
            onClick={(event) => live.takeClipboard('insert', event.nativeEvent)}
            {...guard}
          >
            {t('clipboard.insert')}
          </button>
        )}
      </div>
    </Dialog>
  );
}

function Asked({
  live,
  view,
  technician,
}: Props & { view: View & { state: 'asked' | 'sending' } }) {
  const { t } = useI18n();
  const { text, setText, problem, sending, shown } = useClipboardDraft(view);
  return (
    <Dialog title={t('clipboard.asked', { technician })} onDismiss={() => live.declineClipboard()}>
      <p>{t(shown ? 'clipboard.check' : 'clipboard.asked-text', { technician })}</p>
      {problem && (
        <p className={styles.problem} role="alert">
          {t(`clipboard.${problem}`)}
        </p>
      )}
      {shown && (
        <textarea
          className={styles.clip}
          aria-label={t('clipboard.text')}
          rows={5}
          value={text}
          readOnly={sending}
          onChange={(event) => setText(event.currentTarget.value)}
          {...guard}
        />
      )}
      <div className={styles.actions}>
        <button type="button" onClick={() => live.declineClipboard()} {...guard}>
          {t('control.not-now')}
        </button>
        {shown ? (
          <button
            type="button"
            data-look="main"
            disabled={sending || text === ''}
            onClick={(event) => live.sendClipboard(text, event.nativeEvent)}
            {...guard}
          >
            {t(sending ? 'clipboard.sending' : 'clipboard.send', { technician })}
          </button>
        ) : (
          <button
            type="button"
            data-look="main"
            onClick={(event) => live.readClipboard(event.nativeEvent)}
            {...guard}
          >
            {t('clipboard.show')}
          </button>
        )}
      </div>
    </Dialog>
  );
}
