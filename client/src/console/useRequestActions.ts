import {
  IconArrowBackUp,
  IconArrowsRightLeft,
  IconCheck,
  IconDoorExit,
  IconLogout2,
  IconMicrophone,
  IconMessagePlus,
  IconScreenShare,
  IconPresentation,
  IconUserMinus,
  IconUserPlus,
  IconUsersPlus,
  type Icon,
} from '@tabler/icons-react';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { TechnicianLive } from '../session/live.ts';
import { shareAbility } from '../lib/shareAbility.ts';
import { useI18n } from '../i18n/I18nContext.ts';
import { actionsFor } from './actions.ts';
import { useCommands } from './commands/useCommand.ts';
import { useAsk } from './useAsk.ts';
import { useWorkspace } from './WorkspaceContext.ts';

export type RequestDialog = 'upgrade' | 'invite' | 'transfer' | 'end' | 'close';

export interface RequestAction {
  id: string;
  label: string;
  Icon: Icon;
  /** The step that comes next by itself. */
  primary: boolean;
  disabled: boolean;
  keys?: string;
  hint?: string;
  run: () => void;
}

interface Parts {
  request: SupportRequest;
  /** The live part, once it is there. */
  live: TechnicianLive | null;
  /** Why the customer's screen cannot be shared; `null` where it can. */
  hindrance: string | null;
  open: (dialog: RequestDialog) => void;
}

/** What can be done with a request now, as buttons and as commands (rules T5 and T11). */
export function useRequestActions({ request, live, hindrance, open }: Parts): {
  busy: boolean;
  actions: RequestAction[];
} {
  const { t } = useI18n();
  const workspace = useWorkspace();
  const { busy, ask } = useAsk();
  const { id: requestId } = request;
  const can = actionsFor(request, workspace.me);

  type Move =
    'request:assign' | 'request:unassign' | 'request:join' | 'transfer:withdraw' | 'team:leave';
  const move = (name: Move) => (): void =>
    void ask(async () => {
      workspace.accept((await workspace.signaling.request(name, { requestId })).request);
    });
  const plain = { primary: false, disabled: false };
  const all: (RequestAction & { can: boolean })[] = [
    {
      ...plain,
      id: 'assign',
      can: can.assign,
      label: t('action.assign'),
      Icon: IconUserPlus,
      primary: true,
      keys: 'Alt+G',
      run: move('request:assign'),
    },
    {
      ...plain,
      id: 'join',
      can: can.join,
      label: t('action.join'),
      Icon: IconMessagePlus,
      primary: true,
      keys: 'Alt+J',
      run: move('request:join'),
    },
    {
      id: 'upgrade',
      can: can.upgrade || can.join,
      label: t('action.upgrade'),
      Icon: IconScreenShare,
      primary: can.upgrade && hindrance === null,
      disabled: !can.upgrade || live === null || hindrance !== null,
      hint: hindrance ?? t('action.upgrade-hint'),
      run: () => open('upgrade'),
    },
    {
      ...plain,
      id: 'show',
      can: can.show,
      label: t('action.show'),
      Icon: IconPresentation,
      disabled: live === null || shareAbility() !== 'yes',
      hint: t(shareAbility() === 'yes' ? 'action.show-hint' : 'showing.cannot'),
      run: () => live?.ownShow.begin(),
    },
    {
      ...plain,
      id: 'talk',
      can: can.talk,
      label: t('action.talk'),
      Icon: IconMicrophone,
      disabled: live === null,
      keys: 'Alt+V',
      hint: t('action.talk-hint'),
      run: () => live?.voice.turnOn(),
    },
    {
      ...plain,
      id: 'invite',
      can: can.invite,
      label: t('action.invite'),
      Icon: IconUsersPlus,
      keys: 'Alt+I',
      run: () => open('invite'),
    },
    {
      ...plain,
      id: 'withdraw',
      can: can.withdraw,
      label: t('action.withdraw'),
      Icon: IconArrowBackUp,
      primary: true,
      run: move('transfer:withdraw'),
    },
    {
      ...plain,
      id: 'leave',
      can: can.leave,
      label: t('action.leave'),
      Icon: IconLogout2,
      run: move('team:leave'),
    },
    {
      ...plain,
      id: 'transfer',
      can: can.transfer,
      label: t('action.transfer'),
      Icon: IconArrowsRightLeft,
      keys: 'Alt+T',
      run: () => open('transfer'),
    },
    {
      ...plain,
      id: 'unassign',
      can: can.unassign,
      label: t('action.unassign'),
      Icon: IconUserMinus,
      run: move('request:unassign'),
    },
    {
      ...plain,
      id: 'end',
      can: can.end,
      label: t('action.end'),
      Icon: IconDoorExit,
      run: () => open('end'),
    },
    {
      ...plain,
      id: 'close',
      can: can.close,
      label: t('action.close'),
      Icon: IconCheck,
      run: () => open('close'),
    },
  ];
  const actions = all.filter((action) => action.can);
  useCommands(
    actions
      .filter(({ disabled }) => !disabled && !busy)
      .map(({ id, label, Icon, keys, run }) => ({
        id: `request:${id}`,
        label,
        section: 'request',
        Icon,
        run,
        ...(keys && { keys }),
      })),
  );
  return { busy, actions };
}
