import { NativeSelect, TextInput } from '@mantine/core';
import { auditActs } from '@beside/shared/domain/audit';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import styles from '../reports/reports.module.css';
import type { AuditValues } from './useAuditQuery.ts';

interface Props {
  values: AuditValues;
  people: readonly { id: string; name: string }[];
  onChange: (next: Partial<AuditValues>) => void;
}

/** Which rows of the log are wanted. */
export function AuditFilter({ values, people, onChange }: Props): ReactElement {
  const { t } = useI18n();
  const day = (name: 'from' | 'until', label: string) => (
    <TextInput
      type="date"
      label={label}
      value={values[name]}
      onChange={({ currentTarget: { value } }) => onChange({ [name]: value })}
    />
  );
  return (
    <form
      className={styles.filters}
      role="search"
      aria-label={t('audit.filters')}
      onSubmit={(event) => event.preventDefault()}
    >
      <NativeSelect
        label={t('audit.person')}
        value={values.by}
        onChange={({ currentTarget }) => onChange({ by: currentTarget.value })}
        data={[
          { value: '', label: t('audit.everybody') },
          { value: 'nobody', label: t('audit.nobody') },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <NativeSelect
        label={t('audit.act')}
        value={values.act}
        onChange={({ currentTarget }) => onChange({ act: currentTarget.value })}
        data={[
          { value: '', label: t('audit.everything') },
          ...auditActs.map((act) => ({ value: act, label: t(`audit.act-${act}`) })),
        ]}
      />
      {day('from', t('reports.from'))}
      {day('until', t('reports.until'))}
      <TextInput
        label={t('audit.subject')}
        description={t('audit.subject-hint')}
        maxLength={36}
        value={values.subject}
        onChange={({ currentTarget }) => onChange({ subject: currentTarget.value.trim() })}
      />
    </form>
  );
}
