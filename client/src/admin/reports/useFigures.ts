import { useMemo } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDuration } from '../../lib/formats.ts';

interface Figures {
  count: (value: number) => string;
  /** A dash where nothing was measured. */
  span: (ms: number | null) => string;
  /** Hours and minutes, of what adds up to days. */
  total: (ms: number) => string;
  rating: (value: number | null) => string;
  /** A part of a whole; a dash where there is no whole. */
  share: (part: number, whole: number) => string;
}

/** How figures are written, in the reader's language. */
export function useFigures(): Figures {
  const { t, language } = useI18n();
  return useMemo(() => {
    const none = t('details.none');
    const whole = new Intl.NumberFormat(language);
    const exact = new Intl.NumberFormat(language, {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
    const percent = new Intl.NumberFormat(language, { style: 'percent' });
    return {
      count: (value) => whole.format(value),
      span: (ms) => (ms === null ? none : formatDuration(ms)),
      total(ms) {
        const minutes = Math.round(ms / 60_000);
        return `${whole.format(Math.floor(minutes / 60))}:${String(minutes % 60).padStart(2, '0')}`;
      },
      rating: (value) =>
        value === null ? none : Number.isInteger(value) ? whole.format(value) : exact.format(value),
      share: (part, all) => (all === 0 ? none : percent.format(part / all)),
    };
  }, [t, language]);
}
