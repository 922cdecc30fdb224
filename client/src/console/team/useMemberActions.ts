import {
  IconEye,
  IconPointer,
  IconPointerOff,
  IconUserMinus,
  type Icon,
} from '@tabler/icons-react';
import type { Member, SupportRequest } from '@beside/shared/domain/request';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useCommands } from '../commands/useCommand.ts';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';

export interface MemberAction {
  id: string;
  label: string;
  Icon: Icon;
  run: () => void;
}

/** What whoever has the request can do with those who were invited, as menus and as commands. */
export function useMemberActions(request: SupportRequest): (member: Member) => MemberAction[] {
  const { t } = useI18n();
  const workspace = useWorkspace();
  const { ask } = useAsk();
  const { id: requestId } = request;
  const leads = request.assignee?.id === workspace.me.id;

  const actionsOf = (member: Member): MemberAction[] => {
    if (!leads) return [];
    const { id: user, name, role, masked, state } = member;
    const update = (next: Pick<Member, 'role' | 'masked'>) => (): void =>
      void ask(async () => {
        const input = { requestId, user, ...next };
        workspace.accept((await workspace.signaling.request('team:update', input)).request);
      });
    const remove = (): void =>
      void ask(async () => {
        const answer = await workspace.signaling.request('team:remove', { requestId, user });
        workspace.accept(answer.request);
      });
    const control: MemberAction =
      role === 'also-control'
        ? {
            id: 'no-control',
            label: t('team.no-control', { name }),
            Icon: IconPointerOff,
            run: update({ role: 'see-and-chat', masked }),
          }
        : {
            id: 'control',
            label: t('team.let-control', { name }),
            Icon: IconPointer,
            run: update({ role: 'also-control', masked }),
          };
    const unmask: MemberAction = {
      id: 'unmask',
      label: t('team.unmask', { name }),
      Icon: IconEye,
      run: update({ role, masked: false }),
    };
    return [
      masked ? unmask : control,
      {
        id: 'remove',
        label: t(state === 'invited' ? 'team.withdraw' : 'team.remove', { name }),
        Icon: IconUserMinus,
        run: remove,
      },
    ];
  };

  const members = request.team?.members ?? [];
  useCommands(
    members.flatMap((member) =>
      actionsOf(member).map(({ id, ...command }) => ({
        ...command,
        id: `member:${member.id}:${id}`,
        section: 'request' as const,
      })),
    ),
  );
  return actionsOf;
}
