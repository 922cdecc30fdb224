import { Menu, UnstyledButton } from '@mantine/core';
import {
  IconBell,
  IconBellCog,
  IconBellOff,
  IconCheck,
  IconVolume,
  IconVolumeOff,
} from '@tabler/icons-react';
import { statuses } from '@beside/shared/domain/availability';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import { alertSettings } from '../alerts/alertSettings.ts';
import { useCommand } from '../commands/useCommand.ts';
import { NotificationsDialog } from '../notify/NotificationsDialog.tsx';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import { countSessions } from './countSessions.ts';
import styles from './status.module.css';
import { StatusSign } from './StatusSign.tsx';
import { useMissedOffer } from './useMissedOffer.tsx';

/** Where the technician stands, and how they want to be called (rule T1). */
export function StatusMenu(): ReactElement {
  const { t } = useI18n();
  const { status: own, list, me } = useWorkspace();
  const { ask } = useAsk();
  const { status, limit } = useStore(own.state, (whole) => whole);
  const sessions = useStore(list, ({ requests }) => countSessions(requests.values(), me.id));
  const [dialog, setDialog] = useState(false);
  useMissedOffer();
  useCommand('notifications', {
    label: t('notify.title'),
    section: 'status',
    Icon: IconBellCog,
    run: () => setDialog(true),
  });

  return (
    <>
      <Menu position="bottom-end" width={330} alignItemsLabels="all" withinPortal>
        <Menu.Target>
          <UnstyledButton
            className={styles.button}
            aria-label={t('status.label', { status: t(`status.${status}`) })}
          >
            <StatusSign status={status} />
            <span>{t(`status.${status}`)}</span>
            {limit !== null && (
              <span
                className={styles.slots}
                title={t('status.sessions', { count: sessions, limit })}
              >
                {sessions}/{limit}
              </span>
            )}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('status.title')}</Menu.Label>
          <Menu.RadioGroup value={status}>
            {statuses.map((value) => (
              <Menu.RadioItem
                key={value}
                value={value}
                closeMenuOnClick
                checkIcon={<IconCheck size={14} aria-hidden="true" />}
                onChange={() => void ask(() => own.set(value))}
              >
                <span className={styles.choice}>
                  <StatusSign status={value} />
                  {t(`status.${value}`)}
                </span>
                <span className={styles.hint}>{t(`status.${value}-hint`)}</span>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          {limit !== null && (
            <Menu.Label>{t('status.sessions', { count: sessions, limit })}</Menu.Label>
          )}
          <Menu.Divider />
          <Menu.Label>{t('status.alerts')}</Menu.Label>
          <SoundItem />
          <DesktopItem />
          <Menu.Item
            leftSection={<IconBellCog size={16} aria-hidden="true" />}
            onClick={() => setDialog(true)}
          >
            {t('notify.open')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <NotificationsDialog opened={dialog} onClose={() => setDialog(false)} />
    </>
  );
}

function SoundItem(): ReactElement {
  const { t } = useI18n();
  const sound = useStore(alertSettings, (whole) => whole.sound);
  const Drawing = sound ? IconVolume : IconVolumeOff;
  return (
    <Menu.CheckboxItem
      checked={sound}
      rightSection={<span className={styles.value}>{t(sound ? 'status.on' : 'status.off')}</span>}
      onChange={(checked) => alertSettings.setSound(checked)}
    >
      <span className={styles.choice}>
        <Drawing size={16} aria-hidden="true" />
        {t('status.sound')}
      </span>
    </Menu.CheckboxItem>
  );
}

/** The browser asks once; whoever said no changes it in the browser's own settings. */
function DesktopItem(): ReactElement | null {
  const { t } = useI18n();
  const desktop = useStore(alertSettings, (whole) => whole.desktop);
  if (desktop === 'unsupported') return null;
  const Drawing = desktop === 'denied' ? IconBellOff : IconBell;
  const words = {
    granted: 'status.on',
    denied: 'status.blocked',
    default: 'status.allow',
  } as const;
  return (
    <Menu.Item
      closeMenuOnClick={false}
      disabled={desktop !== 'default'}
      rightSection={<span className={styles.value}>{t(words[desktop])}</span>}
      onClick={() => void alertSettings.askForDesktop()}
    >
      <span className={styles.choice}>
        <Drawing size={16} aria-hidden="true" />
        {t('status.desktop')}
      </span>
    </Menu.Item>
  );
}
