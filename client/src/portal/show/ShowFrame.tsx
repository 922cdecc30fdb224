import type { ShowState } from '@beside/shared/domain/show';
import {
  useEffect,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
  type RefObject,
} from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { Translate } from '../../i18n/words.ts';
import { useStore } from '../../lib/useStore.ts';
import type { CustomerLive, CustomerLiveView } from '../../session/live.ts';
import { guard } from '../../ui/guard.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ShowClipboard } from './ShowClipboard.tsx';
import { ShowHand } from './ShowHand.tsx';
import styles from './show.module.css';
import { ShowStage } from './ShowStage.tsx';
import { ShowTools } from './ShowTools.tsx';

interface Props {
  live: CustomerLive;
  view: CustomerLiveView;
  show: Extract<ShowState, { phase: 'showing' }>;
  technician: string;
  title: string;
  /** Whether it fills the screen. */
  full: boolean;
  frame?: RefObject<HTMLElement | null>;
  /** What is to be said beside the picture. */
  note?: string | null;
  /** Where else the picture can go. */
  children: ReactNode;
}

/** How long a hint stays, in ms. */
const hintMs = 4_000;

/** The picture with its tools, in whichever window. */
export function ShowFrame(props: Props): ReactElement {
  const { live, view, show, technician, title, full, frame, note = null, children } = props;
  const { t } = useI18n();
  const tools = useRef<HTMLDivElement>(null);
  const shut = useStore(live.showing.drawing.view, (whole) => whole.shut);
  const [hint, say] = useHint();
  const { showRefused } = view;
  useEffect(() => {
    if (!showRefused) return;
    const isPrivate = showRefused.reason === 'private';
    say(t(isPrivate ? 'show.refused-private' : 'show.refused', { technician }));
  }, [showRefused, say, t, technician]);
  const words = coverWords({ view, show, technician, t });
  const controlled = show.control.phase === 'granted' && !show.paused;
  return (
    <section ref={frame} className={styles.frame} aria-label={title} data-full={full} {...guard}>
      <header className={styles.head}>
        <h2>
          <Icon name="screen" /> {title}
        </h2>
        {view.link.state === 'carried' && (
          <p className={styles.ways}>
            <span>{t(`path.${view.link.path}`)}</span>
            {view.showQuality && <span>{t(`show.quality-${view.showQuality.grade}`)}</span>}
          </p>
        )}
        <div className={styles.actions}>{children}</div>
      </header>
      <div ref={tools} className={styles.tools} role="group" aria-label={t('show.tools')}>
        <ShowTools viewing={live.showing} />
        <ShowClipboard
          live={live}
          view={view.showClipboard}
          technician={technician}
          granted={controlled}
          say={say}
        />
        <ShowHand live={live} view={view} show={show} technician={technician} />
      </div>
      <div className={styles.room}>
        <ShowStage
          viewing={live.showing}
          controlled={controlled}
          technician={technician}
          say={say}
          leave={() => tools.current?.querySelector('button')?.focus()}
        />
        {words !== null && (
          <p className={styles.cover} role="status">
            {words}
          </p>
        )}
        <p className={styles.note} role="status" hidden={!hint}>
          {hint}
        </p>
      </div>
      <p className={styles.hint}>
        {note ?? t(shut ? 'show.draw-shut' : 'show.hint', { technician })}
      </p>
    </section>
  );
}

/** Something that is said for a moment. */
function useHint(): [string, (words: string) => void] {
  const [hint, setHint] = useState({ words: '' });
  useEffect(() => {
    if (!hint.words) return undefined;
    const timer = setTimeout(() => setHint({ words: '' }), hintMs);
    return () => clearTimeout(timer);
  }, [hint]);
  const [say] = useState(() => (words: string) => setHint({ words }));
  return [hint.words, say];
}

/** What is said while there is no picture, or none that is of now. */
function coverWords({
  view: { link, showSeen },
  show,
  technician,
  t,
}: Pick<Props, 'view' | 'show' | 'technician'> & { t: Translate }): string | null {
  if (show.paused) return t('show.paused', { technician });
  if (link.state === 'interrupted') return t('show.interrupted');
  return showSeen ? null : t('show.connecting');
}
