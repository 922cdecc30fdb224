import type { Translate } from '../../i18n/words.ts';
import type { LinkView, PictureFigures } from '../../session/live.ts';

/** What is known of the connection, as names and values to be read; what is not known is left out. */
export function connectionFacts(
  link: LinkView,
  figures: PictureFigures | null,
  t: Translate,
): [name: string, value: string][] {
  if (!figures) return [];
  const { width, height, framesPerSecond, roundTripMs, loss, kilobitsPerSecond } = figures;
  const ms = (value: number): string => t('viewer.round-trip', { count: Math.round(value) });
  const facts: [string, string | null][] = [
    [t('quality.way'), link.state === 'carried' ? wayWords(link.path, figures, t) : null],
    [t('quality.size'), width > 0 ? t('viewer.size', { width, height }) : null],
    [t('quality.frames'), t('viewer.fps', { count: Math.round(framesPerSecond) })],
    [t('quality.roundTripMs'), roundTripMs === null ? null : ms(roundTripMs)],
    [t('quality.loss'), loss === null ? null : t('quality.percent', { value: percentOf(loss) })],
    [
      t('quality.kilobitsPerSecond'),
      kilobitsPerSecond === null ? null : t('quality.kbits', { value: round(kilobitsPerSecond) }),
    ],
    [t('quality.uneven'), figures.unevenMs === null ? null : ms(figures.unevenMs)],
    [t('quality.codec'), figures.codec],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}

function wayWords(path: 'direct' | 'relay', { protocol, turned }: PictureFigures, t: Translate) {
  const way = path === 'relay' ? 'relay' : turned ? 'turn' : 'direct';
  const words = t(`quality.way-${way}`);
  return protocol ? t('quality.over', { way: words, protocol: protocol.toUpperCase() }) : words;
}

/** Whole percents where there are some, tenths where it is less than one. */
function percentOf(loss: number): number {
  const percent = loss * 100;
  return percent >= 1 ? Math.round(percent) : Math.round(percent * 10) / 10;
}

function round(value: number): number {
  return Math.max(0, Math.round(value));
}
