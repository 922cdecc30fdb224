import { Tabs } from '@mantine/core';
import { IconLock, IconMessage } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { Conversation } from '../../session/conversation.ts';
import type { SideChat } from '../../session/sideChat.ts';
import { useCommand } from '../commands/useCommand.ts';
import { Unread } from '../RequestListItem.tsx';
import styles from './team.module.css';
import { UnreadSide } from './UnreadSide.tsx';

export type ChatTab = 'customer' | 'team';

interface Props {
  conversation: Conversation;
  sideChat: SideChat;
  chosen: ChatTab;
  onChoose: (tab: ChatTab) => void;
  customer: ReactNode;
  team: ReactNode;
}

/** Whom one writes to: the customer, or the other technicians. One of the two at a time. */
export function ChatTabs(props: Props): ReactElement {
  const { conversation, sideChat, chosen, onChoose, customer, team } = props;
  const { t } = useI18n();
  useCommand('request:side-chat', {
    label: t(chosen === 'team' ? 'team.to-customer' : 'team.to-team'),
    section: 'request',
    keys: 'Alt+S',
    Icon: chosen === 'team' ? IconMessage : IconLock,
    run: () => onChoose(chosen === 'team' ? 'customer' : 'team'),
  });
  return (
    <Tabs
      className={styles.tabs}
      classNames={{ tab: styles.tab ?? '', tabLabel: styles.tabLabel ?? '' }}
      value={chosen}
      onChange={(value) => onChoose(value === 'team' ? 'team' : 'customer')}
      keepMounted={false}
    >
      <Tabs.List grow aria-label={t('team.tabs')}>
        <Tabs.Tab
          value="customer"
          leftSection={<IconMessage size={15} aria-hidden="true" />}
          // In front of one's eyes it is read at once; a guest who is masked never reads for others.
          rightSection={chosen === 'team' && <Unread conversation={conversation} />}
        >
          {t('team.chat')}
        </Tabs.Tab>
        <Tabs.Tab
          value="team"
          data-tab="team"
          leftSection={<IconLock size={15} aria-hidden="true" />}
          rightSection={<UnreadSide sideChat={sideChat} />}
        >
          {t('team.title')}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="customer" className={styles.panel}>
        {customer}
      </Tabs.Panel>
      <Tabs.Panel value="team" className={styles.panel}>
        {team}
      </Tabs.Panel>
    </Tabs>
  );
}
