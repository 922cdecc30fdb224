import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { QualitySample } from '../../session/quality/judgeQuality.ts';
import { Sparkline } from '../../ui/viewer/Sparkline.tsx';
import styles from './tools.module.css';

interface Props {
  measure: 'roundTripMs' | 'kilobitsPerSecond';
  samples: readonly QualitySample[];
}

/** Two minutes, one reading a second. */
const length = 120;
/** What the whole height stands for at the least. */
const least = { roundTripMs: 100, kilobitsPerSecond: 500 };

/** One measure over the last two minutes. */
export function QualityGraph({ measure, samples }: Props): ReactElement {
  const { t } = useI18n();
  const values = samples.map(({ figures }) => figures?.[measure] ?? null);
  const known = values.filter((value) => value !== null);
  const words = (value: number): string =>
    measure === 'roundTripMs'
      ? t('viewer.round-trip', { count: Math.round(value) })
      : t('quality.kbits', { value: Math.round(value) });
  const now = known.at(-1);
  const name = t(`quality.${measure}`);
  const label =
    now === undefined
      ? name
      : t('quality.graph', {
          name,
          now: words(now),
          least: words(Math.min(...known)),
          most: words(Math.max(...known)),
        });
  return (
    <figure className={styles.graph}>
      <figcaption>
        <span>{name}</span>
        {now !== undefined && (
          <span>{t('quality.most', { value: words(Math.max(...known)) })}</span>
        )}
      </figcaption>
      <Sparkline values={values} length={length} least={least[measure]} label={label} />
    </figure>
  );
}
