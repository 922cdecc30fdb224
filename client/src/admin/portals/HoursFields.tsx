import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { OpeningHours } from '@beside/shared/domain/openingHours';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import pageStyles from '../parts/page.module.css';
import type { PortalForm } from './portalForm.ts';
import styles from './portal.module.css';

type Span = OpeningHours['weekly'][number];

const minutesPerDay = 24 * 60;
const clockOf = (minutes: number): string =>
  [Math.floor(minutes / 60) % 24, minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
/** Midnight at the end of a day is the day's own end. */
function minutesOf(clock: string, isEnd: boolean): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  const total = hours * 60 + minutes;
  return isEnd && total === 0 ? minutesPerDay : total;
}

const workingDays: Span[] = [1, 2, 3, 4, 5].map((day) => ({ day, from: 9 * 60, until: 17 * 60 }));

/** When a portal is open (rule P4). */
export function HoursFields({ form }: { form: PortalForm }): ReactElement {
  const { t, language } = useI18n();
  const { hours } = form.values.settings;
  const set = (next: OpeningHours | null): void => form.setFieldValue('settings.hours', next);
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // The first of January 2024 was a Monday.
  const nameOf = (day: number): string =>
    new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
      Date.UTC(2024, 0, day),
    );
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: nameOf(day) }));
  const faulty = Object.keys(form.errors).some((field) => field.startsWith('settings.hours'));

  return (
    <>
      <h2>{t('hours.title')}</h2>
      <Checkbox
        label={t('hours.set')}
        checked={hours !== null}
        onChange={({ currentTarget }) =>
          set(currentTarget.checked ? { timeZone, weekly: workingDays } : null)
        }
      />
      {hours && (
        <>
          <NativeSelect
            label={t('hours.zone')}
            data={[...new Set([hours.timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])]}
            {...form.getInputProps('settings.hours.timeZone')}
          />
          {hours.weekly.map((span, at) => {
            const change = (next: Partial<Span>): void =>
              set({
                ...hours,
                weekly: hours.weekly.map((one, i) => (i === at ? { ...one, ...next } : one)),
              });
            const number = at + 1;
            return (
              <div key={`${at}/${hours.weekly.length}`} className={styles.hours}>
                <NativeSelect
                  label={t('hours.day', { number })}
                  data={days}
                  value={String(span.day)}
                  onChange={({ currentTarget }) => change({ day: Number(currentTarget.value) })}
                />
                <TextInput
                  type="time"
                  label={t('hours.from')}
                  value={clockOf(span.from)}
                  onChange={({ currentTarget }) =>
                    change({ from: minutesOf(currentTarget.value, false) })
                  }
                />
                <TextInput
                  type="time"
                  label={t('hours.until')}
                  value={clockOf(span.until)}
                  onChange={({ currentTarget }) =>
                    change({ until: minutesOf(currentTarget.value, true) })
                  }
                />
                <Button
                  variant="default"
                  aria-label={t('hours.remove', { number })}
                  onClick={() => set({ ...hours, weekly: hours.weekly.filter((_, i) => i !== at) })}
                >
                  {t('admin.remove')}
                </Button>
              </div>
            );
          })}
          {faulty && (
            <p className={pageStyles.fault} role="alert">
              {t('hours.wrong')}
            </p>
          )}
          <div>
            <Button
              variant="default"
              disabled={hours.weekly.length >= 50}
              onClick={() =>
                set({
                  ...hours,
                  weekly: [...hours.weekly, { day: 6, from: 9 * 60, until: 12 * 60 }],
                })
              }
            >
              {t('hours.add')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
