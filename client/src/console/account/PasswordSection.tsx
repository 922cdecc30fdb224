import { Button, TextInput } from '@mantine/core';
import { passwordFault } from '@beside/shared/domain/passwordRules';
import type { OwnAccount } from '@beside/shared/protocol/httpIdentity';
import { notifications } from '@mantine/notifications';
import { useState, type ReactElement, type SyntheticEvent } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { changePassword } from '../../signaling/identityApi.ts';
import { NewPasswordInput } from '../signIn/NewPasswordInput.tsx';
import { useTry } from '../signIn/useTry.ts';
import styles from './account.module.css';
import { Fault } from './Fault.tsx';
import { Part } from './Part.tsx';

interface Props {
  account: OwnAccount;
  onChanged: () => void;
}

export function PasswordSection({ account, onChanged }: Props): ReactElement {
  const { t } = useI18n();
  const { busy, fault, attempt } = useTry();
  const [open, setOpen] = useState(false);
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const about = [account.email, account.name];

  function close(): void {
    setOpen(false);
    setTried(false);
    setCurrent('');
    setPassword('');
  }

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    setTried(true);
    if (busy || current === '' || passwordFault(password, about) !== null) return;
    void attempt(() => changePassword(current, password)).then((done) => {
      if (!done) return;
      close();
      notifications.show({
        message: t('account.password-changed'),
        closeButtonProps: { 'aria-label': t('notify.close') },
      });
      onChanged();
    });
  }

  return (
    <Part title={t('sign-in.password')} text={t('account.password-hint')}>
      {open ? (
        <form className={styles.form} onSubmit={submit} noValidate>
          <input type="hidden" name="username" autoComplete="username" value={account.email} />
          <TextInput
            type="password"
            label={t('account.current-password')}
            autoComplete="current-password"
            value={current}
            onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
            error={tried && current === '' && t('sign-in.missing-password')}
            autoFocus
          />
          <NewPasswordInput
            size="sm"
            value={password}
            onChange={setPassword}
            about={about}
            tried={tried}
          />
          <Fault text={fault} />
          <div className={styles.row}>
            <Button type="submit" loading={busy}>
              {t('account.change-password')}
            </Button>
            <Button variant="default" onClick={close}>
              {t('action.cancel')}
            </Button>
          </div>
        </form>
      ) : (
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('account.change-password')}
        </Button>
      )}
    </Part>
  );
}
