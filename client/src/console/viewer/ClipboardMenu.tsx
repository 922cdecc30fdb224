import { ActionIcon, Menu } from '@mantine/core';
import { IconClipboardText } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { TechnicianLive } from '../../session/live.ts';
import styles from './tools.module.css';

interface Props {
  live: TechnicianLive;
  customer: string;
}

/** Text of a clipboard, to the customer and from them; the customer agrees to each (rule I5). */
export function ClipboardMenu({ live, customer }: Props): ReactElement {
  const { t } = useI18n();
  const [unreadable, setUnreadable] = useState(false);

  async function send(): Promise<void> {
    try {
      const text = await navigator.clipboard.readText();
      if (text !== '') live.offerClipboard(text);
    } catch {
      // The browser asks first, or does not let pages read at all: pasting always works.
      setUnreadable(true);
    }
  }

  return (
    <Menu position="bottom-end" withinPortal onClose={() => setUnreadable(false)}>
      <Menu.Target>
        <ActionIcon
          className={styles.tool}
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('viewer.clipboard')}
          title={t('viewer.clipboard')}
        >
          <IconClipboardText size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item closeMenuOnClick={false} onClick={() => void send()}>
          {t('viewer.clipboard-send')}
        </Menu.Item>
        <Menu.Item onClick={() => live.askForClipboard()}>
          {t('viewer.clipboard-ask', { customer })}
        </Menu.Item>
        <Menu.Label role={unreadable ? 'alert' : undefined}>
          {t(unreadable ? 'viewer.clipboard-unreadable' : 'viewer.clipboard-hint')}
        </Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
