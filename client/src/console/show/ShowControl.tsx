import { showIsReachable, type ShowState } from '@beside/shared/domain/show';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { TechnicianLive, TechnicianLiveView } from '../../session/live.ts';
import { Dialog } from '../Dialog.tsx';
import { GiveControl } from './GiveControl.tsx';
import { ShowClipboard } from './ShowClipboard.tsx';

interface Props {
  live: TechnicianLive;
  view: TechnicianLiveView;
  show: Extract<ShowState, { phase: 'showing' }>;
  customer: string;
  /** Whether this technician may give the hand away at all. */
  mayGive: boolean;
}

/** The customer's hand on what is shown: asked for, given, and taken back (rule I6). */
export function ShowControl(props: Props): ReactElement | null {
  const { live, view, show, customer, mayGive } = props;
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const { control } = show;
  if (control.phase === 'granted') {
    return (
      <>
        <p role="status">{t(handWords(), { customer })}</p>
        <button type="button" onClick={() => live.ownShow.takeBackControl()}>
          {t('showing.take-back')}
        </button>
        {view.showClipboard && (
          <ShowClipboard live={live} view={view.showClipboard} customer={customer} />
        )}
      </>
    );
  }
  if (!showIsReachable(show)) return null;
  return (
    <>
      {control.phase === 'requested' && <p role="alert">{t('showing.asks', { customer })}</p>}
      {mayGive && (
        <button type="button" onClick={() => setOpen(true)}>
          {t('showing.give')}
        </button>
      )}
      {control.phase === 'requested' && (
        <button type="button" onClick={() => live.ownShow.declineControl()}>
          {t('showing.decline')}
        </button>
      )}
      <Dialog
        opened={open}
        onClose={() => setOpen(false)}
        title={t('showing.asks-title', { customer })}
      >
        <GiveControl
          most={control.phase === 'requested' ? control.level : 'pointer-and-keyboard'}
          onGive={(level, span, click) => {
            live.ownShow.allowControl(level, span, click);
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      </Dialog>
    </>
  );

  function handWords() {
    if (view.showHand.held === 'question') return 'showing.held-question';
    if (view.showHand.held) return 'showing.held';
    if (show.tab !== 'ready') return 'showing.agree';
    const isPointer = control.phase === 'granted' && control.level === 'pointer';
    return isPointer ? 'showing.controlled-pointer' : 'showing.controlled-keyboard';
  }
}
