import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconHandStop, IconPointer, IconX } from '@tabler/icons-react';
import { askOf, controlLevels, type ControlLevel } from '@beside/shared/domain/control';
import type { UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { mayIn } from '@beside/shared/domain/team';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { Translate } from '../i18n/words.ts';
import type { TechnicianLive, TechnicianLiveView } from '../session/live.ts';
import { useAsk } from './useAsk.ts';
import { useWorkspace } from './WorkspaceContext.ts';
import styles from './viewer.module.css';

interface Props {
  live: TechnicianLive;
  view: TechnicianLiveView;
  request: SupportRequest;
}

/** Asking for control, having it, and giving it back (rule I1). */
export function ControlButtons({ live, view, request }: Props): ReactElement {
  const { t } = useI18n();
  const { me } = useWorkspace();
  const { busy, ask } = useAsk();
  const { control, controlHere } = view;
  const leads = mayIn(request, me.id, 'lead');
  const requestLevel = (level: ControlLevel): void => void ask(() => live.requestControl(level));

  const asking = askOf(control);
  if (asking?.by === me.id) {
    return (
      <Button.Group>
        <Button size="xs" variant="default" disabled>
          {t('viewer.control-requested')}
        </Button>
        <Button
          size="xs"
          px={7}
          variant="default"
          aria-label={t('viewer.withdraw-control')}
          title={t('viewer.withdraw-control')}
          loading={busy}
          onClick={() => void ask(() => live.withdrawControl())}
        >
          <IconX size={16} aria-hidden="true" />
        </Button>
      </Button.Group>
    );
  }
  if (control.phase === 'requested') {
    return (
      <span className={styles.hint}>
        {t('viewer.asked-by', { name: nameOf(request, asking?.by) })}
      </span>
    );
  }
  if (control.phase === 'granted' && !controlHere) {
    const name = nameOf(request, control.to);
    return (
      <>
        {!leads && <span className={styles.hint}>{t('viewer.control-other')}</span>}
        {!asking && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPointer size={16} aria-hidden="true" />}
            loading={busy}
            onClick={() => requestLevel('pointer-and-keyboard')}
          >
            {t('viewer.take-over')}
          </Button>
        )}
        {leads && (
          <Button
            size="xs"
            variant="default"
            aria-label={t('viewer.take-from', { name })}
            title={t('viewer.take-from', { name })}
            leftSection={<IconHandStop size={16} aria-hidden="true" />}
            loading={busy}
            onClick={() => void ask(() => live.releaseControl())}
          >
            {t('viewer.take-away')}
          </Button>
        )}
      </>
    );
  }
  if (control.phase === 'granted') {
    return (
      <>
        {asking && (
          <span className={styles.hint} role="status">
            {t('viewer.asked-by', { name: nameOf(request, asking.by) })}
          </span>
        )}
        <Button
          size="xs"
          leftSection={<IconHandStop size={16} aria-hidden="true" />}
          loading={busy}
          onClick={() => void ask(() => live.releaseControl())}
        >
          {t('viewer.release')}
        </Button>
      </>
    );
  }
  return (
    <Button.Group>
      <Button
        size="xs"
        title={reachWords(view, t)}
        leftSection={<IconPointer size={16} aria-hidden="true" />}
        loading={busy}
        onClick={() => requestLevel('pointer-and-keyboard')}
      >
        {t('viewer.request-control')}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button size="xs" px={7} className={styles.more} aria-label={t('viewer.control-level')}>
            <IconChevronDown size={16} aria-hidden="true" />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {controlLevels.map((level) => (
            <Menu.Item key={level} onClick={() => requestLevel(level)}>
              {t(level === 'pointer' ? 'viewer.request-pointer' : 'viewer.request-keyboard')}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}

function nameOf({ team, assignee }: SupportRequest, id: UserId | undefined): string {
  if (assignee && assignee.id === id) return assignee.name;
  return team?.members.find((member) => member.id === id)?.name ?? '';
}

function reachWords({ reach }: TechnicianLiveView, t: Translate): string | undefined {
  if (!reach) return undefined;
  switch (reach.input) {
    case 'page':
      return t('viewer.control-page');
    case 'tab':
      return t('viewer.control-tab');
    case 'desktop':
      return t('viewer.control-desktop');
    case 'none':
      return t(reach.surface === 'screen' ? 'viewer.control-screen' : 'viewer.control-point-only');
  }
}
