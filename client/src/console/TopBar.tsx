import { ActionIcon, Button, UnstyledButton } from '@mantine/core';
import {
  IconDeviceMobile,
  IconLogout,
  IconSearch,
  IconSettings,
  IconUserCircle,
} from '@tabler/icons-react';
import { mayAdminister } from '@beside/shared/domain/rightsTable';
import { useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useI18n } from '../i18n/I18nContext.ts';
import { reloadOnce } from '../lib/reloadOnce.ts';
import { signOut } from '../signaling/api.ts';
import type { Connection } from '../signaling/signaling.ts';
import { Mark } from '../ui/Mark.tsx';
import { CodesButton } from './codes/CodesButton.tsx';
import { Keys } from './commands/Keys.tsx';
import { renewPush, stopPush } from './notify/browserPush.ts';
import { StatusMenu } from './status/StatusMenu.tsx';
import { useAsk } from './useAsk.ts';
import { useWorkspace } from './WorkspaceContext.ts';
import styles from './workspace.module.css';

export function TopBar({ onSignedOut }: { onSignedOut: () => void }): ReactElement {
  const { t } = useI18n();
  const { me, signaling, commands } = useWorkspace();
  const { busy, ask } = useAsk();
  const [connection, setConnection] = useState<Connection>(signaling.connection);
  useEffect(() => {
    setConnection(signaling.connection);
    return signaling.onConnection(setConnection);
  }, [signaling]);

  const isUp = connection.state === 'connected';
  useEffect(() => {
    // Missed, it is made up for at the next connection.
    if (isUp) renewPush(signaling).catch(() => undefined);
  }, [isUp, signaling]);

  const outdated = connection.state === 'refused' && connection.reason === 'version';
  useEffect(() => {
    if (outdated) reloadOnce();
  }, [outdated]);

  async function leave(): Promise<void> {
    const left = await ask(async () => {
      // Whoever sits here next is not shown this one's customers.
      if (signaling.connection.state === 'connected') await stopPush(signaling);
      await signOut();
    });
    if (left) onSignedOut();
  }

  return (
    <>
      <header className={styles.top}>
        <Link className={styles.home} to="/">
          <Mark size={26} />
          <b>Beside</b>
          <span>{me.accountName}</span>
        </Link>
        <UnstyledButton
          className={styles.palette}
          aria-label={t('command.title')}
          aria-keyshortcuts="Control+K"
          onClick={() => commands.byKeys('Ctrl+K')?.run()}
        >
          <IconSearch size={15} aria-hidden="true" />
          <Keys keys="Ctrl+K" />
        </UnstyledButton>
        {me.rights.includes('make-codes') && <CodesButton />}
        {me.rights.includes('manage-settings') && (
          <ActionIcon
            component={Link}
            to="/profiles"
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('profile.title')}
            title={t('profile.title')}
          >
            <IconDeviceMobile size={18} aria-hidden="true" />
          </ActionIcon>
        )}
        {mayAdminister(me.rights) && (
          <ActionIcon
            component="a"
            href="/admin"
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('app.admin')}
            title={t('app.admin')}
          >
            <IconSettings size={18} aria-hidden="true" />
          </ActionIcon>
        )}
        <StatusMenu />
        <Link
          className={styles.me}
          to="/account"
          title={me.email}
          aria-label={t('account.open', { name: me.name })}
        >
          <IconUserCircle size={18} aria-hidden="true" />
          <span>{me.name}</span>
        </Link>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconLogout size={16} aria-hidden="true" />}
          className={styles.signOut}
          loading={busy}
          aria-label={t('app.sign-out')}
          title={t('app.sign-out')}
          onClick={() => void leave()}
        >
          {t('app.sign-out')}
        </Button>
      </header>
      {connection.state === 'offline' && (
        <p className={styles.line} role="status">
          {t('line.offline')}
        </p>
      )}
      {outdated && (
        <p className={styles.line} role="alert">
          {t('line.version')}{' '}
          <button type="button" onClick={() => location.reload()}>
            {t('line.reload')}
          </button>
        </p>
      )}
    </>
  );
}
