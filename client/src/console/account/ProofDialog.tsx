import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState, type ReactElement, type SyntheticEvent } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { Dialog } from '../Dialog.tsx';
import { useTry } from '../signIn/useTry.ts';
import styles from './account.module.css';
import { Fault } from './Fault.tsx';

interface Props {
  opened: boolean;
  title: string;
  text: string;
  confirm: string;
  /** `false`: there is none to be asked for. */
  hasPassword: boolean;
  /** Rejects where it did not happen: the dialog stays, and says why. */
  onConfirm: (password: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for the password once more, before something that changes how one signs in. */
export function ProofDialog(props: Props): ReactElement {
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={props.title}>
      {props.opened && <ProofForm {...props} />}
    </Dialog>
  );
}

function ProofForm({ text, confirm, hasPassword, onConfirm, onClose }: Props): ReactElement {
  const { t } = useI18n();
  const { busy, fault, attempt } = useTry();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    setTried(true);
    if (busy || (hasPassword && password === '')) return;
    void attempt(() => onConfirm(password)).then((done) => done && onClose());
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Text c="dimmed" size="sm">
        {text}
      </Text>
      {hasPassword && (
        <TextInput
          data-autofocus
          type="password"
          label={t('sign-in.password')}
          autoComplete="current-password"
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          error={tried && password === '' && t('sign-in.missing-password')}
        />
      )}
      <Fault text={fault} />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {confirm}
        </Button>
      </Group>
    </form>
  );
}
