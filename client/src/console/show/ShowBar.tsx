import type { ReactElement } from 'react';
import { IconMicrophone } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { Conversation } from '../../session/conversation.ts';
import type { TechnicianLive } from '../../session/live.ts';
import { customerName } from '../customerName.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import { ShowControl } from './ShowControl.tsx';
import { ShowDrawing } from './ShowDrawing.tsx';
import styles from './show.module.css';

interface Props {
  live: TechnicianLive;
  conversation: Conversation;
  /** Whether this request is the one that is looked at. */
  selected: boolean;
}

/**
 * The reminder that cannot be overlooked: the technician's own screen is shown; or the microphone is
 * on in a request that is not the one in front.
 */
export function ShowBar({ live, conversation, selected }: Props): ReactElement | null {
  const { t } = useI18n();
  const { search } = useLocation();
  const { me } = useWorkspace();
  const view = useStore(live.view, (whole) => whole);
  const voice = useStore(live.voice.view, ({ own }) => own);
  const request = useStore(conversation.state, (whole) => whole.request);
  if (!request) return null;
  const customer = customerName(request, t);
  const { show, showingHere, sound, link } = view;
  const isShowing = show.phase === 'showing' && showingHere;
  const isTalking = (voice === 'on' || voice === 'muted') && !selected;
  if (!isShowing && !isTalking) return null;
  const open = !selected && (
    <Link to={{ pathname: `/requests/${request.id}`, search }}>{t('showing.go')}</Link>
  );
  return (
    <>
      {isShowing && (
        <section
          className={styles.bar}
          aria-label={t('showing.label')}
          data-paused={show.paused}
          data-controlled={show.control.phase === 'granted'}
        >
          <p role="status">
            <i aria-hidden="true" />
            {show.paused
              ? t('showing.paused', { customer })
              : t('showing.title', { customer, surface: t(`surface.${show.surface}`) })}
            {link.state === 'carried' && <span>{t(`path.${link.path}`)}</span>}
            {sound !== 'none' && (
              <span>{t(sound === 'shared' ? 'showing.sound' : 'showing.sound-held')}</span>
            )}
          </p>
          {open}
          <button
            type="button"
            onClick={() => (show.paused ? live.ownShow.resume() : live.ownShow.pause())}
          >
            {t(show.paused ? 'showing.resume' : 'showing.pause')}
          </button>
          <button type="button" onClick={() => live.ownShow.stop()}>
            {t('showing.stop')}
          </button>
          <div className={styles.foot}>
            <ShowDrawing {...{ live, show, customer }} requestId={request.id} />
            <div className={styles.hand}>
              <ShowControl
                {...{ live, view, show, customer }}
                mayGive={me.rights.includes('give-control')}
              />
            </div>
          </div>
        </section>
      )}
      {isTalking && (
        <section className={styles.bar} aria-label={t('voice.label')} data-quiet>
          <p role="status">
            <IconMicrophone size={16} aria-hidden="true" />
            {t('showing.talking', { customer })}
          </p>
          {open}
          <button type="button" onClick={() => live.voice.turnOff()}>
            {t('voice.turn-off')}
          </button>
        </section>
      )}
    </>
  );
}
