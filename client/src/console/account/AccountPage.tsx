import { ActionIcon } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { OwnAccount } from '@beside/shared/protocol/httpIdentity';
import { useCallback, useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { fetchAccount } from '../../signaling/identityApi.ts';
import { EmptyState } from '../EmptyState.tsx';
import { useTry } from '../signIn/useTry.ts';
import styles from './account.module.css';
import { AppSection } from './AppSection.tsx';
import { NameSection } from './NameSection.tsx';
import { PasskeysSection } from './PasskeysSection.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { RecoveryCodesDialog } from './RecoveryCodesDialog.tsx';
import { RecoverySection } from './RecoverySection.tsx';
import { SessionsSection } from './SessionsSection.tsx';

/** What everybody may change about themselves. */
export function AccountPage(): ReactElement {
  const { t } = useI18n();
  const { fault, attempt } = useTry();
  const [account, setAccount] = useState<OwnAccount | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);

  const reload = useCallback(
    () => attempt(async () => setAccount(await fetchAccount())),
    [attempt],
  );
  useEffect(() => void reload(), [reload]);
  /** New recovery codes are shown once, and never again. */
  const changed = (made?: string[] | null): void => {
    if (made) setCodes(made);
    void reload();
  };

  return (
    <section className={styles.page} aria-labelledby="account">
      <header>
        <ActionIcon
          component={Link}
          to="/"
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('request.back')}
        >
          <IconArrowLeft size={20} aria-hidden="true" />
        </ActionIcon>
        <div>
          <h1 id="account">{t('account.title')}</h1>
          {account && (
            <p>
              {account.email} · {account.accountName}
            </p>
          )}
        </div>
      </header>
      {!account && <EmptyState title={fault ?? t('app.loading')} quiet={fault === null} />}
      {account && (
        <div className={styles.parts}>
          <NameSection account={account} />
          {account.hasPassword && <PasswordSection account={account} onChanged={changed} />}
          <AppSection account={account} onChanged={changed} />
          <PasskeysSection account={account} onChanged={changed} />
          {(account.app || account.passkeys.length > 0) && (
            <RecoverySection account={account} onChanged={changed} />
          )}
          <SessionsSection account={account} onChanged={changed} />
        </div>
      )}
      <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />
    </section>
  );
}
