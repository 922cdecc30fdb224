import { useEffect, useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { CustomerLive, CustomerLiveView } from '../../session/live.ts';
import { guard } from '../../ui/guard.ts';
import { Dialog } from '../Dialog.tsx';
import dialog from '../dialog.module.css';
import styles from './show.module.css';
import { ShowTool } from './ShowTool.tsx';

interface Props {
  live: CustomerLive;
  view: CustomerLiveView['showClipboard'];
  technician: string;
  /** Whether the hand is given, without which nothing can be sent or asked for. */
  granted: boolean;
  /** Says something on the picture for a moment. */
  say: (words: string) => void;
}

/** The navigator of the window that is looked at: no other one may have the clipboard. */
const clipboardBeside = (element: HTMLElement): Clipboard =>
  (element.ownerDocument.defaultView ?? window).navigator.clipboard;

/** Text of a clipboard, to the technician who shows and from them; each agrees for their own (rules I5, I6). */
export function ShowClipboard({ live, view, technician, granted, say }: Props): ReactElement {
  const { t } = useI18n();
  const { showClipboard } = live;
  useEffect(() => {
    if (!view || view.state === 'received') return;
    const words = view.state === 'answered' ? view.answer : view.state;
    say(t(`show.clip-${words}`, { technician }));
    if (view.state === 'answered') showClipboard.dismiss();
  }, [showClipboard, view, say, t, technician]);
  const send = async (button: HTMLElement): Promise<void> => {
    const text = await clipboardBeside(button).readText();
    if (text === '') say(t('show.clip-empty'));
    else showClipboard.offer(text);
  };
  return (
    <>
      {granted && (
        <div className={styles.group} role="group" aria-label={t('show.clip')}>
          <ShowTool
            icon="clipSend"
            name={t('show.clip-send')}
            run={(button) =>
              // The browser asks first, or does not let pages read at all: pasting always works.
              void send(button).catch(() => say(t('show.clip-unreadable')))
            }
          />
          <ShowTool
            icon="clipAsk"
            name={t('show.clip-ask', { technician })}
            run={() => showClipboard.ask()}
          />
        </div>
      )}
      {view?.state === 'received' && (
        <Received
          text={view.text}
          technician={technician}
          onClose={() => showClipboard.dismiss()}
        />
      )}
    </>
  );
}

interface ReceivedProps {
  text: string;
  technician: string;
  onClose: () => void;
}

function Received({ text, technician, onClose }: ReceivedProps): ReactElement {
  const { t } = useI18n();
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = async (button: HTMLElement): Promise<void> => {
    await clipboardBeside(button).writeText(text);
    setCopied(true);
  };
  return (
    <Dialog title={t('show.clip-received', { technician })} onDismiss={onClose}>
      {copied === false && (
        <p className={dialog.problem} role="alert">
          {t('clipboard.not-written')}
        </p>
      )}
      <textarea
        className={dialog.clip}
        aria-label={t('clipboard.text')}
        readOnly
        rows={5}
        value={text}
        {...guard}
      />
      <div className={dialog.actions}>
        <button type="button" onClick={onClose} {...guard}>
          {t('show.clip-close')}
        </button>
        <button
          type="button"
          data-look="main"
          onClick={({ currentTarget }) => void copy(currentTarget).catch(() => setCopied(false))}
          {...guard}
        >
          {t(copied ? 'show.clip-copied' : 'clipboard.copy')}
        </button>
      </div>
    </Dialog>
  );
}
