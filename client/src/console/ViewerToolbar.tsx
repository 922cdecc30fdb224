import { Button } from '@mantine/core';
import { IconPlayerStop, IconPointer } from '@tabler/icons-react';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { ShareState } from '@beside/shared/domain/sharing';
import { mayIn } from '@beside/shared/domain/team';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { TechnicianLive, TechnicianLiveView } from '../session/live.ts';
import { ControlButtons } from './ControlButtons.tsx';
import { linkWords } from './linkWords.ts';
import { ProtectionButton } from './ProtectionButton.tsx';
import { RecordSign } from './viewer/RecordSign.tsx';
import { useAsk } from './useAsk.ts';
import { useWorkspace } from './WorkspaceContext.ts';
import type { useFullScreen } from './viewer/useFullScreen.ts';
import { ViewerTools } from './viewer/ViewerTools.tsx';
import styles from './viewer.module.css';

interface Props {
  live: TechnicianLive;
  view: TechnicianLiveView;
  share: Extract<ShareState, { phase: 'sharing' }>;
  request: SupportRequest;
  fullScreen: ReturnType<typeof useFullScreen>;
  /** Puts a note on the picture for a moment. */
  say: (text: string) => void;
}

/** What is seen, how it comes, and what the hand may do there. */
export function ViewerToolbar({
  live,
  view,
  share,
  request,
  fullScreen,
  say,
}: Props): ReactElement {
  const { t } = useI18n();
  const { me } = useWorkspace();
  const { busy, ask } = useAsk();
  return (
    <div className={styles.toolbar} role="group" aria-label={t('viewer.toolbar')}>
      <div className={styles.state}>
        <p className={styles.way} data-state={view.link.state} role="status">
          <i aria-hidden="true" />
          {linkWords(view.link, t, mayIn(request, me.id, 'lead'))}
        </p>
        <p className={styles.figures}>
          <ProtectionButton protection={view.protection} request={request} />
          <Hand view={view} share={share} />
          <RecordSign recording={live.recording} />
        </p>
      </div>
      <ViewerTools {...{ live, view, request, fullScreen, say }} />
      {mayIn(request, me.id, 'control') && (
        <ControlButtons live={live} view={view} request={request} />
      )}
      {mayIn(request, me.id, 'lead') && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerStop size={16} aria-hidden="true" />}
          loading={busy}
          onClick={() => void ask(() => live.stopSharing())}
        >
          {t('viewer.stop')}
        </Button>
      )}
    </div>
  );
}

/** What the hand does there, or what is seen while it does nothing. */
function Hand({ view, share }: Pick<Props, 'view' | 'share'>): ReactElement {
  const { t } = useI18n();
  const { control, controlHere, reach, helper, held } = view;
  if (!controlHere || control.phase !== 'granted') {
    return (
      <>
        <span>{t('viewer.sharing', { surface: t(`surface.${share.surface}`) })}</span>
        {reach?.input === 'tab' && <span role="status">{t('viewer.tab-linked')}</span>}
        {helper.phase !== 'none' && <span role="status">{t(`viewer.helper-${helper.phase}`)}</span>}
      </>
    );
  }
  const isPointer = control.level === 'pointer';
  const level =
    reach?.input === 'desktop'
      ? isPointer
        ? 'viewer.desktop-pointer'
        : 'viewer.desktop-keyboard'
      : isPointer
        ? 'viewer.control-pointer'
        : 'viewer.control-keyboard';
  return (
    <span className={styles.control} data-held={held !== null} role="status">
      <IconPointer size={15} aria-hidden="true" />
      {held
        ? t(`viewer.held-${held}`)
        : t(
            reach?.missing === 'consent'
              ? 'viewer.tab-asking'
              : reach?.input === 'none'
                ? 'viewer.control-point-only'
                : level,
          )}
      {!held && control.span === 'session' && (
        <span className={styles.until}>{t('viewer.until-sharing-ends')}</span>
      )}
    </span>
  );
}
