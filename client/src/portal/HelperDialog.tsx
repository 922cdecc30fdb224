import type { HelperState } from '@beside/shared/domain/helper';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { formatTime } from '../lib/formats.ts';
import type { CustomerLive, HelperOffer } from '../session/live.ts';
import { guard } from '../ui/guard.ts';
import { Dialog } from './Dialog.tsx';
import styles from './dialog.module.css';
import { usePlace } from './place.ts';

interface Props {
  live: CustomerLive;
  offer: HelperOffer;
  helper: HelperState;
  technician: string;
}

/** Shows how to start the desktop helper, and with which code; goes by itself when it runs. */
export function HelperDialog({ live, offer, helper, technician }: Props): ReactElement {
  const { t } = useI18n();
  return (
    <Dialog title={t('helper.title', { technician })} onDismiss={() => live.closeHelperOffer()}>
      <p>{t('helper.text')}</p>
      {helper.phase === 'asking' ? (
        <p className={styles.state} role="status">
          {t('helper.asking')}
        </p>
      ) : (
        <>
          {offer.state === 'shown' && <Start code={offer.code} expiresAt={offer.expiresAt} />}
          {offer.state === 'failed' && (
            <p className={styles.state} role="alert">
              {t('helper.failed')}
            </p>
          )}
        </>
      )}
      <div className={styles.actions}>
        {offer.state === 'failed' && helper.phase !== 'asking' && (
          <button type="button" onClick={() => live.offerHelper()} {...guard}>
            {t('chat.try-again')}
          </button>
        )}
        <button type="button" onClick={() => live.closeHelperOffer()} {...guard}>
          {t('helper.close')}
        </button>
      </div>
    </Dialog>
  );
}

function Start({ code, expiresAt }: { code: string; expiresAt: number }): ReactElement {
  const { t } = useI18n();
  const { server } = usePlace();
  const [copied, setCopied] = useState(false);
  const grouped = code.match(/.{1,3}/g)?.join('-') ?? code;
  const command = `npm run helper -- --server ${server || location.origin} --code ${grouped}`;
  const copy = (): void =>
    void navigator.clipboard.writeText(command).then(
      () => setCopied(true),
      // Not allowed here: it is there to be selected.
      () => undefined,
    );
  return (
    <>
      <p className={styles.digits}>
        <span>{t('helper.code')}</span> <b>{grouped}</b>
      </p>
      <p>{t('helper.command')}</p>
      <div className={styles.command}>
        <code>{command}</code>
        <button type="button" onClick={copy} {...guard}>
          {t(copied ? 'helper.copied' : 'helper.copy')}
        </button>
      </div>
      <p className={styles.small} role="status">
        {t('helper.until', { time: formatTime(expiresAt) })}
      </p>
    </>
  );
}
