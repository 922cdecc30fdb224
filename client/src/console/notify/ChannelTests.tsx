import { Button, Group } from '@mantine/core';
import type { OutboundChannel } from '@beside/shared/domain/channels';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { errorWords } from '../errorWords.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import styles from './notify.module.css';

/** Sends a try over each channel, to be seen at once whether it arrives. */
export function ChannelTests({
  available,
  onBefore,
}: {
  available: readonly OutboundChannel[];
  /** Stores what was chosen; `false` where it cannot be. */
  onBefore: () => Promise<boolean>;
}): ReactElement {
  const { t } = useI18n();
  const { preferences } = useWorkspace();
  const [busy, setBusy] = useState<OutboundChannel | null>(null);
  const [outcome, setOutcome] = useState<{ isGood: boolean; words: string } | null>(null);

  async function send(channel: OutboundChannel): Promise<void> {
    setOutcome(null);
    setBusy(channel);
    if (await onBefore()) {
      const name = t(`notify.${channel}`);
      setOutcome(
        await preferences.test(channel).then(
          () => ({ isGood: true, words: t('notify.test-sent', { channel: name }) }),
          (error: unknown) => ({ isGood: false, words: `${name}: ${errorWords(error, t)}` }),
        ),
      );
    }
    setBusy(null);
  }

  return (
    <fieldset className={styles.group}>
      <legend>{t('notify.tests')}</legend>
      <Group gap="xs">
        {available.map((channel) => (
          <Button
            key={channel}
            size="compact-sm"
            variant="default"
            loading={busy === channel}
            disabled={busy !== null && busy !== channel}
            onClick={() => void send(channel)}
          >
            {t('notify.test', { channel: t(`notify.${channel}`) })}
          </Button>
        ))}
      </Group>
      <p className={styles.outcome} role="status" data-good={outcome?.isGood}>
        {outcome?.words}
      </p>
    </fieldset>
  );
}
