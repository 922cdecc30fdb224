import type { ShowState } from '@beside/shared/domain/show';
import { useRef, useState, type ReactElement } from 'react';
import { createPortal } from 'react-dom';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { CustomerLive, CustomerLiveView } from '../../session/live.ts';
import { guard } from '../../ui/guard.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useOwnWindow } from '../useOwnWindow.ts';
import { ShowFrame } from './ShowFrame.tsx';
import styles from './show.module.css';
import { useFullScreen } from './useFullScreen.ts';

interface Props {
  live: CustomerLive;
  view: CustomerLiveView;
  show: Extract<ShowState, { phase: 'showing' }>;
  technician: string;
}

const windowSize = { width: 900, height: 620 };

/**
 * The technician's screen (rule S3), with the tools of a viewer (rule I6): said to be theirs, closed and
 * opened again as one likes, or looked at in a window of its own.
 */
export function ShowViewer(props: Props): ReactElement {
  const { technician } = props;
  const { t } = useI18n();
  const [closed, setClosed] = useState(false);
  const frame = useRef<HTMLElement>(null);
  const { isFull, toggle } = useFullScreen(frame);
  const own = useOwnWindow(true, windowSize);
  const title = t('show.title', { technician });

  if (own.opened) {
    return (
      <>
        <Aside title={title} words={t('show.window-elsewhere')}>
          <button type="button" onClick={own.close} {...guard}>
            {t('show.window-back')}
          </button>
        </Aside>
        {createPortal(
          <main className={styles.window}>
            <ShowFrame {...props} title={title} full={false}>
              <button type="button" onClick={own.close}>
                <Icon name="close" /> {t('show.window-back')}
              </button>
            </ShowFrame>
          </main>,
          own.opened.document.body,
        )}
      </>
    );
  }
  if (closed) {
    return (
      <Aside title={title} words={t('show.closed', { technician })}>
        <button type="button" onClick={() => setClosed(false)} {...guard}>
          {t('show.open')}
        </button>
      </Aside>
    );
  }
  return (
    <ShowFrame
      {...props}
      title={title}
      full={isFull}
      frame={frame}
      note={own.blocked ? t('show.window-blocked') : null}
    >
      {!isFull && (
        <button
          type="button"
          aria-label={t('show.own-window')}
          title={t('show.own-window')}
          onClick={() => own.open(title)}
          {...guard}
        >
          <Icon name="window" />
        </button>
      )}
      <button
        type="button"
        aria-label={t(isFull ? 'show.leave-full' : 'show.full')}
        title={t(isFull ? 'show.leave-full' : 'show.full')}
        onClick={toggle}
        {...guard}
      >
        <Icon name="expand" />
      </button>
      <button
        type="button"
        aria-label={t('show.close')}
        title={t('show.close')}
        onClick={() => {
          if (isFull) toggle();
          setClosed(true);
        }}
        {...guard}
      >
        <Icon name="close" />
      </button>
    </ShowFrame>
  );
}

/** Stands where the picture would, while it is not here. */
function Aside({
  title,
  words,
  children,
}: {
  title: string;
  words: string;
  children: ReactElement;
}): ReactElement {
  return (
    <section className={styles.closed} aria-label={title} {...guard}>
      <p>{words}</p>
      {children}
    </section>
  );
}
