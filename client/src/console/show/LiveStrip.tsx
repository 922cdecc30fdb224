import { hasPicture } from '@beside/shared/domain/liveLink';
import type { SupportRequest } from '@beside/shared/domain/request';
import { mayIn } from '@beside/shared/domain/team';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { TechnicianLive } from '../../session/live.ts';
import { VoiceBar } from '../../ui/voice/VoiceBar.tsx';
import { customerName } from '../customerName.ts';
import { linkWords } from '../linkWords.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import styles from './show.module.css';

/** Voices, and what is to be said of the technician's own picker, under the request's header. */
export function LiveStrip({
  live,
  request,
}: {
  live: TechnicianLive;
  request: SupportRequest;
}): ReactElement {
  const { t } = useI18n();
  const { me } = useWorkspace();
  const leads = mayIn(request, me.id, 'lead');
  const link = useStore(live.view, (view) => view.link);
  const picking = useStore(live.view, (view) => view.picking);
  const failure = useStore(live.view, (view) => view.showFailure);
  return (
    <>
      <VoiceBar
        voice={live.voice}
        own={leads ? 'technician' : null}
        names={{
          customer: customerName(request, t),
          technician: request.assignee?.name ?? t('voice.you'),
        }}
        way={
          link.state === 'carried' && !hasPicture(request.live) ? linkWords(link, t, leads) : null
        }
      />
      {picking && (
        <p className={styles.note} role="status">
          {t('showing.picking')}
        </p>
      )}
      {failure && (
        <p className={styles.note} role="alert">
          {t(`showing.${failure}`)}
        </p>
      )}
    </>
  );
}
