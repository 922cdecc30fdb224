import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { LinkView, TechnicianLive } from '../../session/live.ts';
import { connectionFacts } from './connectionFacts.ts';
import { LinkNotes } from './LinkNotes.tsx';
import { QualityGraph } from './QualityGraph.tsx';
import styles from './tools.module.css';

interface Props {
  live: TechnicianLive;
  link: LinkView;
}

/** The numbers behind the word, the last two minutes, and what happened on the way. */
export function ConnectionPanel({ live, link }: Props): ReactElement {
  const { t } = useI18n();
  const { figures, samples, notes, ...measured } = useStore(live.quality, (whole) => whole);
  const quality = link.state === 'interrupted' ? null : measured.quality;
  return (
    <div className={styles.panel} tabIndex={0} role="group" aria-label={t('quality.title')}>
      <div>
        <h2>{t(quality ? `quality.${quality.grade}` : 'quality.none')}</h2>
        {quality && <p>{t(`quality.reason-${quality.reason ?? 'fine'}`)}</p>}
      </div>
      <dl className={styles.facts}>
        {connectionFacts(link, figures, t).map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </dl>
      <QualityGraph measure="roundTripMs" samples={samples} />
      <QualityGraph measure="kilobitsPerSecond" samples={samples} />
      <LinkNotes notes={notes} />
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
