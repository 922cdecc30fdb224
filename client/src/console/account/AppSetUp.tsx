import { Button, TextInput } from '@mantine/core';
import type { AppStart } from '@beside/shared/protocol/httpIdentity';
import { useState, type ReactElement, type SyntheticEvent } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { confirmApp } from '../../signaling/identityApi.ts';
import { useTry } from '../signIn/useTry.ts';
import styles from './account.module.css';
import { Fault } from './Fault.tsx';
import { QrCode } from './QrCode.tsx';

interface Props {
  begun: AppStart;
  email: string;
  onDone: (codes: string[] | null) => void;
  onCancel: () => void;
}

/** The app is told the secret, and shows that it knows it. */
export function AppSetUp({ begun, email, onDone, onCancel }: Props): ReactElement {
  const { t } = useI18n();
  const { busy, fault, attempt } = useTry();
  const [code, setCode] = useState('');

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    if (busy || code.trim() === '') return;
    void attempt(async () => onDone((await confirmApp(begun.ticket, code)).recoveryCodes));
  }

  return (
    <form className={styles.setUp} onSubmit={submit} noValidate>
      <QrCode text={begun.uri} label={t('account.app-qr', { email })} />
      <div className={styles.form}>
        <p>{t('account.app-scan')}</p>
        <code className={styles.secret} aria-label={t('account.app-secret')}>
          {begun.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
        </code>
        <TextInput
          label={t('second-step.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={16}
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
          autoFocus
        />
        <Fault text={fault} />
        <div className={styles.row}>
          <Button type="submit" loading={busy}>
            {t('account.app-confirm')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('action.cancel')}
          </Button>
        </div>
      </div>
    </form>
  );
}
