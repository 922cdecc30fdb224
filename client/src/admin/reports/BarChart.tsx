import type { ReactElement } from 'react';
import styles from './chart.module.css';

export interface Bar {
  key: string;
  /** Stands below some of the bars. */
  label: string;
  /** What is said of this bar. */
  title: string;
  /** From the ground up, one for each of the kinds. */
  values: readonly number[];
}

interface Props {
  /** What is drawn; the figures stand in a table beneath. */
  title: string;
  kinds: readonly string[];
  bars: readonly Bar[];
  /** How the scale is written. */
  write: (value: number) => string;
}

const size = { width: 720, height: 220, left: 64, bottom: 28, top: 12 };
const inner = { width: size.width - size.left, height: size.height - size.top - size.bottom };
const maxLabels = 8;

/** Bars side by side, each of one or more parts; drawn in the page's own colours, and printed so. */
export function BarChart({ title, kinds, bars, write }: Props): ReactElement {
  const sums = bars.map(({ values }) => values.reduce((a, b) => a + b, 0));
  const top = niceTop(Math.max(0, ...sums));
  const step = inner.width / Math.max(1, bars.length);
  const width = Math.max(1, Math.min(48, step * 0.78));
  const each = Math.ceil(bars.length / maxLabels);
  const y = (value: number): number => size.top + inner.height * (1 - value / top);

  return (
    <figure className={styles.chart}>
      <figcaption>
        <span className={styles.title}>{title}</span>
        {kinds.length > 1 && (
          <ul>
            {kinds.map((kind, at) => (
              <li key={kind} data-kind={at}>
                {kind}
              </li>
            ))}
          </ul>
        )}
      </figcaption>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={title}>
        {[0, top / 2, top].map((value) => (
          <g key={value} className={styles.scale}>
            <line x1={size.left} x2={size.width} y1={y(value)} y2={y(value)} />
            <text x={size.left - 8} y={y(value)} dy="0.35em" textAnchor="end">
              {write(value)}
            </text>
          </g>
        ))}
        {bars.map((bar, at) => {
          const middle = size.left + step * (at + 0.5);
          let ground = 0;
          return (
            <g key={bar.key}>
              <title>{bar.title}</title>
              {bar.values.map((value, kind) => {
                const from = ground;
                ground += value;
                return (
                  <rect
                    key={kinds[kind]}
                    data-kind={kind}
                    x={middle - width / 2}
                    width={width}
                    y={y(ground)}
                    height={Math.max(0, y(from) - y(ground))}
                  />
                );
              })}
              {at % each === 0 && (
                <text
                  x={middle}
                  y={size.height - 6}
                  textAnchor="middle"
                  data-second={(at / each) % 2 === 1 || undefined}
                >
                  {bar.label}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

/** The next number that can be halved and read: 2, 4, 10, 20, 40, 100 … */
function niceTop(value: number): number {
  if (value <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 6, 8, 10].map((step) => step * power).find((top) => top >= value) ?? 10 * power;
}
