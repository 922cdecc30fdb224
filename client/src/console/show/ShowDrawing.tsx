import type { ShowState } from '@beside/shared/domain/show';
import { useEffect, useState, type ReactElement } from 'react';
import { createPortal } from 'react-dom';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { RequestId } from '@beside/shared/domain/ids';
import type { TechnicianLive } from '../../session/live.ts';
import { createViewerWindow } from '../viewer/viewerWindow.ts';
import { ShowMirror } from './ShowMirror.tsx';

interface Props {
  live: TechnicianLive;
  requestId: RequestId;
  show: Extract<ShowState, { phase: 'showing' }>;
  customer: string;
}

/** Of the mirror's inside, in CSS px. */
const mirrorSize = { width: 480, height: 340 };

/**
 * Who may draw on what is shown, and how to be rid of it. On this very page it shows by itself; of
 * everything else there is a mirror (rule S10).
 */
export function ShowDrawing({ live, requestId, show, customer }: Props): ReactElement {
  const { t } = useI18n();
  const { drawing } = live.ownShow;
  const { shut, drawn } = useStore(drawing.view, (whole) => whole);
  const [mirror] = useState(createViewerWindow);
  const [blocked, setBlocked] = useState(false);
  const opened = useStore(mirror.state, (whole) => whole);
  const mirrored = show.surface !== 'this-page';
  useEffect(() => {
    if (!mirrored) mirror.close();
  }, [mirror, mirrored]);
  useEffect(() => () => mirror.close(), [mirror]);
  const title = t('showing.mirror-title', { customer });

  async function open(): Promise<void> {
    setBlocked(!(await mirror.open(requestId, title, mirrorSize)));
  }

  return (
    <>
      <span role="status">{t(shut ? 'showing.is-shut' : 'showing.draws', { customer })}</span>
      {blocked && <span role="alert">{t('showing.mirror-blocked')}</span>}
      {mirrored && (
        <button type="button" onClick={() => (opened ? mirror.close() : void open())}>
          {t(opened ? 'showing.mirror-close' : 'showing.mirror')}
        </button>
      )}
      {drawn && (
        <button type="button" onClick={() => drawing.wipe()}>
          {t('showing.wipe')}
        </button>
      )}
      <button type="button" onClick={() => drawing.setShut(!shut)}>
        {t(shut ? 'showing.unshut' : 'showing.shut')}
      </button>
      {opened &&
        createPortal(
          <ShowMirror live={live} show={show} title={title} customer={customer} />,
          opened.window.document.body,
        )}
    </>
  );
}
