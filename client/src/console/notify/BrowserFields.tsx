import { Button, Group, Slider, Switch } from '@mantine/core';
import { useEffect, useId, useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import { alertSettings } from '../alerts/alertSettings.ts';
import { playChime } from '../alerts/playChime.ts';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import { readPush, startPush, stopPush, type PushState } from './browserPush.ts';
import styles from './notify.module.css';

/** What holds for this browser alone; it is kept at once. */
export function BrowserFields(): ReactElement {
  const { t } = useI18n();
  const { sound, volume, desktop } = useStore(alertSettings, (whole) => whole);
  const id = useId();
  return (
    <fieldset className={styles.group}>
      <legend>{t('notify.browser')}</legend>
      <Group wrap="wrap" gap="md">
        <Switch
          label={t('notify.sound-on')}
          checked={sound}
          onChange={({ currentTarget }) => alertSettings.setSound(currentTarget.checked)}
        />
        <span id={id}>{t('notify.volume')}</span>
        <Slider
          className={styles.volume}
          size="sm"
          min={0}
          max={100}
          step={5}
          disabled={!sound}
          label={(value) => `${value} %`}
          thumbProps={{ 'aria-labelledby': id }}
          value={Math.round(volume * 100)}
          onChange={(value) => alertSettings.setVolume(value / 100)}
        />
        <Button size="compact-sm" variant="default" disabled={!sound} onClick={() => playChime()}>
          {t('notify.play')}
        </Button>
      </Group>
      {desktop === 'default' && (
        <Button
          size="compact-sm"
          variant="default"
          mt="sm"
          onClick={() => void alertSettings.askForDesktop()}
        >
          {t('notify.allow-desktop')}
        </Button>
      )}
      {desktop === 'denied' && <p className={styles.hint}>{t('notify.desktop-blocked')}</p>}
      <PushSwitch />
    </fieldset>
  );
}

function PushSwitch(): ReactElement | null {
  const { t } = useI18n();
  const { signaling, preferences } = useWorkspace();
  const pushKey = useStore(preferences.state, (whole) => whole.pushKey);
  const { ask } = useAsk();
  const [state, setState] = useState<PushState | 'busy' | 'failed'>('busy');
  useEffect(() => void readPush().then(setState), []);

  async function change(isOn: boolean): Promise<void> {
    setState('busy');
    const outcome: { failed: boolean } = { failed: false };
    await ask(async () => {
      try {
        await (isOn ? startPush(signaling, pushKey) : stopPush(signaling));
      } catch (error) {
        // The browser or its push service says no; what the server says is said by ask.
        if (!(error instanceof DOMException)) throw error;
        outcome.failed = true;
      }
    });
    setState(outcome.failed ? 'failed' : await readPush());
  }

  if (state === 'unsupported') return <p className={styles.hint}>{t('notify.push-unsupported')}</p>;
  return (
    <Switch
      mt="sm"
      label={t('notify.push-here')}
      description={t('notify.push-hint')}
      error={state === 'failed' && t('notify.push-failed')}
      checked={state === 'on'}
      disabled={state === 'busy'}
      onChange={({ currentTarget }) => void change(currentTarget.checked)}
    />
  );
}
