import { IconArrowRight, IconBellCheck, IconBellX } from '@tabler/icons-react';
import { statuses } from '@beside/shared/domain/availability';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import { useAlertAnswers } from '../alerts/useAlertAnswers.ts';
import { customerName } from '../customerName.ts';
import { myRequests } from '../myRequests.ts';
import { statusShapes } from '../status/StatusSign.tsx';
import { useAsk } from '../useAsk.ts';
import { useOpenRequest } from '../useOpenRequest.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import { useCommands } from './useCommand.ts';

/** How many of one's own requests a digit reaches. */
const digits = 9;

/** What can be done wherever one is: answer an alert, say where one stands, go to what is one's own. */
export function useDeskCommands(): void {
  const { t } = useI18n();
  const openRequest = useOpenRequest();
  const { alerts, status, list, me } = useWorkspace();
  const { ask } = useAsk();
  const { accept, decline } = useAlertAnswers();
  const newest = useStore(alerts.state, ([first]) => first);
  const own = useStore(status.state, (whole) => whole.status);
  const requests = useStore(list, (whole) => whole.requests);

  const name = newest ? customerName(newest.request, t) : '';
  const answers = newest
    ? ([
        { id: 'accept', label: 'command.accept', keys: 'Alt+A', Icon: IconBellCheck, run: accept },
        { id: 'decline', label: 'command.decline', keys: 'Alt+D', Icon: IconBellX, run: decline },
      ] as const)
    : [];
  useCommands([
    ...answers.map(({ id, label, keys, Icon, run }) => ({
      id: `alert:${id}`,
      label: t(label, { name }),
      section: 'alert' as const,
      keys,
      Icon,
      run: () => newest && run(newest.request.id),
    })),
    ...statuses
      .filter((value) => value !== own)
      .map((value) => ({
        id: `status:${value}`,
        label: t('command.status', { status: t(`status.${value}`) }),
        section: 'status' as const,
        Icon: statusShapes[value],
        run: () => void ask(() => status.set(value)),
      })),
    ...myRequests(requests.values(), me.id)
      .slice(0, digits)
      .map((request, at) => ({
        id: `go:${request.id}`,
        label: t('command.go', { name: customerName(request, t) }),
        section: 'go' as const,
        keys: `Alt+${at + 1}`,
        Icon: IconArrowRight,
        run: () => openRequest(request.id),
      })),
  ]);
}
