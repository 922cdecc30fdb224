import { Button, TextInput } from '@mantine/core';
import type { OutboundChannel } from '@beside/shared/domain/channels';
import type { Preferences } from '@beside/shared/domain/notifications';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import type { Mistakes } from './NotificationsForm.tsx';
import styles from './notify.module.css';

interface Props {
  available: readonly OutboundChannel[];
  chosen: Preferences;
  mistakes: Mistakes;
  onChange: (values: Partial<Preferences>) => void;
  onRenewSecret: () => void;
}

/** Where it goes. */
export function AddressFields({
  available,
  chosen,
  mistakes,
  onChange,
  onRenewSecret,
}: Props): ReactElement {
  const { t } = useI18n();
  const { me, preferences } = useWorkspace();
  const stored = useStore(preferences.state, (whole) => whole.preferences.webhookUrl);
  return (
    <fieldset className={styles.group}>
      <legend>{t('notify.addresses')}</legend>
      {available.includes('mail') && (
        <p className={styles.hint}>{t('notify.mail-to', { email: me.email })}</p>
      )}
      {available.includes('sms') && (
        <TextInput
          type="tel"
          autoComplete="tel"
          maxLength={30}
          label={t('notify.phone')}
          description={t('notify.phone-hint')}
          error={mistakes.phone}
          value={chosen.phone}
          onChange={({ currentTarget }) =>
            onChange({ phone: currentTarget.value.replaceAll(/[\s()./-]/g, '') })
          }
        />
      )}
      <TextInput
        mt="sm"
        type="url"
        autoComplete="off"
        maxLength={500}
        label={t('notify.webhook-url')}
        description={t('notify.webhook-hint')}
        error={mistakes.webhookUrl}
        value={chosen.webhookUrl}
        onChange={({ currentTarget }) => onChange({ webhookUrl: currentTarget.value.trim() })}
      />
      {stored !== '' && stored === chosen.webhookUrl && (
        <Button mt="xs" size="compact-sm" variant="default" onClick={onRenewSecret}>
          {t('notify.new-secret')}
        </Button>
      )}
    </fieldset>
  );
}
