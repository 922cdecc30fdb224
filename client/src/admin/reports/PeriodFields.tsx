import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { dateOf, recentDays, type Period, type PeriodFault } from './period.ts';

interface Props {
  period: Period;
  fault: PeriodFault | undefined;
  /** What the period comes to. */
  span: { from: number; to: number };
  onChange: (next: Record<string, string>) => void;
}

/** Of when the sessions are: so many days back, or from one date until another. */
export function PeriodFields({ period, fault, span, onChange }: Props): ReactElement {
  const { t } = useI18n();
  const isOwn = !('recent' in period);
  const choose = (value: string): void =>
    value === 'own'
      ? onChange({ days: '', from: dateOf(span.from), until: dateOf(span.to - 1) })
      : onChange({ days: value, from: '', until: '' });
  return (
    <>
      <NativeSelect
        label={t('reports.period')}
        value={isOwn ? 'own' : period.recent}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
        data={[
          ...recentDays.map((days) => ({ value: days, label: t(`reports.period-${days}`) })),
          { value: 'own', label: t('reports.period-own') },
        ]}
      />
      {isOwn && (
        <>
          <TextInput
            type="date"
            label={t('reports.from')}
            value={period.from}
            error={fault && t(`reports.${fault}`)}
            // A date that is being typed is none for a moment.
            onChange={({ currentTarget: { value } }) => value !== '' && onChange({ from: value })}
          />
          <TextInput
            type="date"
            label={t('reports.until')}
            value={period.until}
            onChange={({ currentTarget: { value } }) => value !== '' && onChange({ until: value })}
          />
        </>
      )}
    </>
  );
}
