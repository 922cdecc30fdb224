import { Button, TextInput } from '@mantine/core';
import type { OwnAccount } from '@beside/shared/protocol/httpIdentity';
import { useState, type ReactElement, type SyntheticEvent } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { rename } from '../../signaling/identityApi.ts';
import { useTry } from '../signIn/useTry.ts';
import styles from './account.module.css';
import { Fault } from './Fault.tsx';
import { Part } from './Part.tsx';

/** The name that customers and colleagues see. */
export function NameSection({ account }: { account: OwnAccount }): ReactElement {
  const { t } = useI18n();
  const { busy, fault, attempt } = useTry();
  const [name, setName] = useState(account.name);
  const isNew = name.trim() !== '' && name.trim() !== account.name;

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    // Every open socket knows the old name: the page begins anew with the new one.
    if (isNew && !busy) void attempt(() => rename(name)).then((done) => done && location.reload());
  }

  return (
    <Part title={t('account.name')} text={t('account.name-hint')}>
      <form className={styles.row} onSubmit={submit}>
        <TextInput
          aria-label={t('account.name')}
          autoComplete="name"
          maxLength={100}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={busy} disabled={!isNew}>
          {t('account.save')}
        </Button>
      </form>
      <Fault text={fault} />
    </Part>
  );
}
