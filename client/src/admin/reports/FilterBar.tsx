import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { linkWays, reportStates } from '@beside/shared/domain/figures';
import { ratings } from '@beside/shared/domain/survey';
import { outcomes } from '@beside/shared/domain/words';
import { maxReportSearch } from '@beside/shared/protocol/admin/reports';
import { useEffect, useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useAdmin } from '../parts/useAdmin.ts';
import { PeriodFields } from './PeriodFields.tsx';
import styles from './reports.module.css';
import { filterNames, type FilterName, useReportFilter } from './useReportFilter.ts';

/** How long somebody pauses who has typed what they look for. */
const pauseMs = 400;

/** What is counted and what is not. */
export function FilterBar(): ReactElement {
  const { t } = useI18n();
  const { period, fault, filter, values, change } = useReportFilter();
  const { data: choices } = useAdmin('reports/choices', {});
  const isFiltered = filterNames.some((name) => values[name] !== '');

  const select = (name: FilterName, label: string, options: { value: string; label: string }[]) => (
    <NativeSelect
      label={label}
      value={values[name]}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
      data={[{ value: '', label: t('reports.all') }, ...options]}
    />
  );
  const people = (list: { id: string; name: string }[] = []) =>
    list.map(({ id, name }) => ({ value: id, label: name }));

  return (
    <form
      className={styles.filters}
      role="search"
      aria-label={t('reports.filters')}
      onSubmit={(event) => event.preventDefault()}
    >
      <PeriodFields period={period} fault={fault} span={filter} onChange={change} />
      {select('portal', t('reports.portal'), people(choices?.portals))}
      {select('technician', t('reports.technician'), people(choices?.technicians))}
      {select('company', t('reports.company'), [
        ...people(choices?.companies),
        ...(choices?.noCompany ? [{ value: 'none', label: t('reports.no-company') }] : []),
      ])}
      {select(
        'state',
        t('reports.state'),
        reportStates.map((state) => ({ value: state, label: t(`reports.state-${state}`) })),
      )}
      {select(
        'outcome',
        t('reports.outcome'),
        outcomes.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) })),
      )}
      {select(
        'way',
        t('reports.way'),
        linkWays.map((way) => ({ value: way, label: t(`reports.way-${way}`) })),
      )}
      {select(
        'rating',
        t('reports.rating'),
        ratings.map((rating) => ({
          value: String(rating),
          label: t('reports.rating-of', { rating }),
        })),
      )}
      <SearchField value={values.search} onChange={(search) => change({ search })} />
      {isFiltered && (
        <Button
          variant="subtle"
          onClick={() => change(Object.fromEntries(filterNames.map((name) => [name, ''])))}
        >
          {t('reports.clear')}
        </Button>
      )}
    </form>
  );
}

interface SearchProps {
  value: string;
  onChange: (value: string) => void;
}

function SearchField({ value, onChange }: SearchProps): ReactElement {
  const { t } = useI18n();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <TextInput
      className={styles.search}
      type="search"
      label={t('reports.search')}
      leftSection={<IconSearch size={16} aria-hidden />}
      maxLength={maxReportSearch}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
    />
  );
}
