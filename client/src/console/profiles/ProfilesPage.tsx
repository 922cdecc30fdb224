import { ActionIcon, Badge, Button, FileButton } from '@mantine/core';
import { IconArrowLeft, IconDeviceMobile, IconTrash, IconUpload } from '@tabler/icons-react';
import type { MobileProfile } from '@beside/shared/protocol/contract/files';
import { useRef, useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatBytes } from '../../lib/formatBytes.ts';
import { formatDay } from '../../lib/formats.ts';
import { addProfile } from '../../signaling/api.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { EmptyState } from '../EmptyState.tsx';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import styles from './profiles.module.css';
import { useProfiles } from './useProfiles.ts';

/** The account's mobile profiles, as administrators keep them (rule F4). */
export function ProfilesPage(): ReactElement {
  const { t } = useI18n();
  const { me, signaling } = useWorkspace();
  const { profiles, reload } = useProfiles();
  const { busy, ask } = useAsk();
  const [removing, setRemoving] = useState<MobileProfile | null>(null);
  const resetPicker = useRef<() => void>(null);

  async function add(file: File | null): Promise<void> {
    if (file && (await ask(() => addProfile(file)))) reload();
    // The same one can be chosen again.
    resetPicker.current?.();
  }

  return (
    <section className={styles.page} aria-labelledby="profiles">
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
          <h1 id="profiles">{t('profile.title')}</h1>
          <p>{t(me.role === 'administrator' ? 'profile.text' : 'profile.forbidden')}</p>
        </div>
        {me.role === 'administrator' && (
          <FileButton
            resetRef={resetPicker}
            accept=".mobileconfig"
            onChange={(file) => void add(file)}
          >
            {(props) => (
              <Button
                {...props}
                loading={busy}
                leftSection={<IconUpload size={16} aria-hidden="true" />}
              >
                {t('profile.add')}
              </Button>
            )}
          </FileButton>
        )}
      </header>
      {me.role === 'administrator' && profiles?.length === 0 && (
        <EmptyState
          icon={<IconDeviceMobile size={24} aria-hidden="true" />}
          title={t('profile.none')}
          text={t('profile.none-hint')}
        />
      )}
      {me.role === 'administrator' && profiles && profiles.length > 0 && (
        <ul className={styles.list} aria-label={t('profile.title')}>
          {profiles.map((profile) => (
            <li key={profile.id}>
              <IconDeviceMobile size={20} aria-hidden="true" />
              <div>
                <b>{profile.name}</b>
                <small>
                  {formatBytes(profile.size)} · {formatDay(profile.createdAt, Date.now())}
                </small>
              </div>
              <Badge variant="default" tt="none">
                {t(profile.signed ? 'profile.signed' : 'profile.unsigned')}
              </Badge>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('profile.remove', { name: profile.name })}
                onClick={() => setRemoving(profile)}
              >
                <IconTrash size={18} aria-hidden="true" />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <ConfirmDialog
        opened={removing !== null}
        title={t('profile.remove-title', { name: removing?.name ?? '' })}
        text={t('profile.remove-text')}
        confirm={t('profile.remove-confirm')}
        onConfirm={async () => {
          if (removing) await signaling.request('profile:remove', { id: removing.id });
          reload();
        }}
        onClose={() => setRemoving(null)}
      />
    </section>
  );
}
