import { Button, Group, NumberInput, Select } from '@mantine/core';
import {
  alertSeconds,
  noticeEvents,
  phonePattern,
  type OutboundChannel,
} from '@beside/shared/domain/channels';
import type { Preferences } from '@beside/shared/domain/notifications';
import { languages } from '@beside/shared/i18n/languages';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import { AddressFields } from './AddressFields.tsx';
import { BrowserFields } from './BrowserFields.tsx';
import { ChannelMatrix } from './ChannelMatrix.tsx';
import { ChannelTests } from './ChannelTests.tsx';
import styles from './notify.module.css';
import { SecretNote } from './SecretNote.tsx';

/** What has to be mended before it can be stored, by the field. */
export interface Mistakes {
  phone?: string;
  webhookUrl?: string;
}

/** The technician's choices, stored together. */
export function NotificationsForm({
  available,
  onClose,
}: {
  available: readonly OutboundChannel[];
  onClose: () => void;
}): ReactElement {
  const { t } = useI18n();
  const { preferences: own } = useWorkspace();
  const { busy, ask } = useAsk();
  const [chosen, setChosen] = useState<Preferences>(() => own.state.getState().preferences);
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const [secret, setSecret] = useState<string | null>(null);
  const change = (values: Partial<Preferences>): void => setChosen({ ...chosen, ...values });

  function check(): Mistakes {
    const uses = (channel: OutboundChannel): boolean =>
      available.includes(channel) &&
      noticeEvents.some((event) => chosen.channels[event].includes(channel));
    const { phone, webhookUrl } = chosen;
    const found: Mistakes = {};
    if (phone === '' ? uses('sms') : !phonePattern.test(phone))
      found.phone = t('notify.phone-wrong');
    const isUrl = URL.canParse(webhookUrl) && /^https?:/.test(webhookUrl);
    if (webhookUrl === '' ? uses('webhook') : !isUrl) found.webhookUrl = t('notify.webhook-wrong');
    return found;
  }

  /** @returns whether everything is stored */
  async function save(renewSecret = false): Promise<boolean> {
    const found = check();
    setMistakes(found);
    if (found.phone || found.webhookUrl) return false;
    return ask(async () => {
      const made = await own.save(chosen, renewSecret);
      if (made !== null) setSecret(made);
    });
  }

  async function saveAndClose(): Promise<void> {
    const before = own.state.getState().preferences.webhookUrl;
    if (!(await save())) return;
    // A secret that has just been made is shown once, and has to be seen.
    if (chosen.webhookUrl === '' || chosen.webhookUrl === before) onClose();
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void saveAndClose();
      }}
    >
      <p className={styles.hint}>{t('notify.hint')}</p>
      <ChannelMatrix
        available={available}
        chosen={chosen.channels}
        onChange={(channels) => change({ channels })}
      />
      <BrowserFields />
      <AddressFields
        available={available}
        chosen={chosen}
        mistakes={mistakes}
        onChange={change}
        onRenewSecret={() => void save(true)}
      />
      {secret !== null && <SecretNote secret={secret} />}
      <ChannelTests available={available} onBefore={() => save()} />
      <Group grow align="end" mt="md">
        <NumberInput
          label={t('notify.seconds')}
          description={t('notify.seconds-hint')}
          min={alertSeconds.min}
          max={alertSeconds.max}
          clampBehavior="blur"
          allowDecimal={false}
          value={chosen.alertSeconds}
          onChange={(value) => {
            const seconds = Number(value);
            if (seconds >= alertSeconds.min && seconds <= alertSeconds.max) {
              change({ alertSeconds: seconds });
            }
          }}
        />
        <Select
          label={t('notify.language')}
          description={t('notify.language-hint')}
          allowDeselect={false}
          data={[
            { value: '', label: t('notify.language-console') },
            ...languages.map((value) => ({ value, label: t(`language.${value}`) })),
          ]}
          value={chosen.language ?? ''}
          onChange={(value) =>
            change({ language: languages.find((language) => language === value) ?? null })
          }
        />
      </Group>
      <Group className={styles.actions} justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t(secret === null ? 'action.cancel' : 'notify.close')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('notify.save')}
        </Button>
      </Group>
    </form>
  );
}
