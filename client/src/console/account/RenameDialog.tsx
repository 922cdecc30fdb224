import { Button, Group, TextInput } from '@mantine/core';
import type { OwnAccount } from '@beside/shared/protocol/httpIdentity';
import { useState, type ReactElement, type SyntheticEvent } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { renamePasskey } from '../../signaling/identityApi.ts';
import { Dialog } from '../Dialog.tsx';
import { useTry } from '../signIn/useTry.ts';
import styles from './account.module.css';
import { Fault } from './Fault.tsx';

interface Props {
  passkey: OwnAccount['passkeys'][number] | null;
  onRenamed: () => void;
  onClose: () => void;
}

export function RenameDialog(props: Props): ReactElement {
  const { t } = useI18n();
  const { passkey, onClose } = props;
  const title = t('account.passkey-rename', { name: passkey?.name ?? '' });
  return (
    <Dialog opened={passkey !== null} onClose={onClose} title={title}>
      {passkey && <RenameForm {...props} passkey={passkey} />}
    </Dialog>
  );
}

function RenameForm({
  passkey,
  onRenamed,
  onClose,
}: Props & { passkey: OwnAccount['passkeys'][number] }): ReactElement {
  const { t } = useI18n();
  const { busy, fault, attempt } = useTry();
  const [name, setName] = useState(passkey.name);

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    if (busy || name.trim() === '') return;
    void attempt(() => renamePasskey(passkey.id, name.trim())).then((done) => {
      if (!done) return;
      onRenamed();
      onClose();
    });
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextInput
        data-autofocus
        label={t('account.passkey-name')}
        maxLength={100}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Fault text={fault} />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('account.save')}
        </Button>
      </Group>
    </form>
  );
}
