import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconEyeOff, IconMessage, IconPointer } from '@tabler/icons-react';
import type { Member, SupportRequest } from '@beside/shared/domain/request';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import { partWords } from './partWords.ts';
import styles from './team.module.css';
import { useMemberActions, type MemberAction } from './useMemberActions.ts';

const signs = {
  'team.masked': IconEyeOff,
  'team.also-control': IconPointer,
  'team.see-and-chat': IconMessage,
} as const;

/** Who is in the session beside the one who has the request, and what each may do. */
export function TeamBar({ request }: { request: SupportRequest }): ReactElement | null {
  const { t } = useI18n();
  const actionsOf = useMemberActions(request);
  const members = request.team?.members ?? [];
  if (members.length === 0) return null;
  return (
    <ul className={styles.bar} aria-label={t('team.region')}>
      {members.map((member) => (
        <li key={member.id}>
          <Chip member={member} actions={actionsOf(member)} />
        </li>
      ))}
    </ul>
  );
}

function Chip({ member, actions }: { member: Member; actions: MemberAction[] }): ReactElement {
  const { t } = useI18n();
  const { me } = useWorkspace();
  const words = partWords(member);
  const Sign = signs[words];
  const name = member.id === me.id ? t('team.you', { name: member.name }) : member.name;
  const part = [t(words), ...(member.state === 'invited' ? [t('team.invited')] : [])].join(', ');
  const content = (
    <>
      <Sign size={14} aria-hidden="true" />
      <b>{name}</b>
      <span>{part}</span>
    </>
  );
  const look = { 'data-masked': member.masked, 'data-state': member.state };
  if (actions.length === 0) {
    return (
      <span className={styles.chip} {...look}>
        {content}
      </span>
    );
  }
  return (
    <Menu position="bottom-start" withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton
          className={styles.chip}
          aria-label={t('team.menu', { name, part })}
          {...look}
        >
          {content}
          <IconChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ id, label, Icon, run }) => (
          <Menu.Item
            key={id}
            leftSection={<Icon size={16} aria-hidden="true" />}
            {...(id === 'remove' ? { className: styles.danger } : {})}
            onClick={run}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
