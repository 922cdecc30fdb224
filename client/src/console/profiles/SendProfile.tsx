import { Button, NativeSelect } from '@mantine/core';
import { IconDeviceMobile } from '@tabler/icons-react';
import type { ProfileId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import styles from './profiles.module.css';
import { useProfiles } from './useProfiles.ts';

/** Sends the customer's phone or tablet a profile; nothing where the account keeps none. */
export function SendProfile({ request }: { request: SupportRequest }): ReactElement | null {
  const { t } = useI18n();
  const { signaling, accept } = useWorkspace();
  const { profiles } = useProfiles();
  const { busy, ask } = useAsk();
  const [chosen, setChosen] = useState<string>();
  const id = chosen ?? profiles?.[0]?.id;
  if (!profiles || id === undefined) return null;

  async function send(profileId: ProfileId): Promise<void> {
    await ask(async () => {
      const input = { requestId: request.id, profileId };
      accept((await signaling.request('profile:send', input)).request);
    });
  }

  return (
    <section className={styles.send} aria-label={t('profile.send')}>
      <h2>{t('profile.send')}</h2>
      <p>{t('profile.send-hint')}</p>
      <div>
        <NativeSelect
          size="xs"
          aria-label={t('profile.choose')}
          value={id}
          data={profiles.map((profile) => ({ value: profile.id, label: profile.name }))}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        />
        <Button
          size="xs"
          loading={busy}
          leftSection={<IconDeviceMobile size={16} aria-hidden="true" />}
          onClick={() => void send(id as ProfileId)}
        >
          {t('profile.send-confirm')}
        </Button>
      </div>
    </section>
  );
}
