import { MultiSelect } from '@mantine/core';
import { requestRights } from '@beside/shared/domain/rightsTable';
import type { AdminOutput } from '@beside/shared/protocol/admin';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import pageStyles from '../parts/page.module.css';
import { RightsFields } from '../parts/RightsFields.tsx';
import type { PortalForm } from './portalForm.ts';

interface Props {
  form: PortalForm;
  technicians: AdminOutput<'portals/choices'>['technicians'];
}

/** Who serves a portal, and what they may on its requests. */
export function PeopleFields({ form, technicians }: Props): ReactElement {
  const { t } = useI18n();
  return (
    <>
      <h2>{t('portals.people')}</h2>
      <MultiSelect
        label={t('portals.technicians')}
        description={t('portals.technicians-hint')}
        data={technicians.map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        nothingFoundMessage={t('admin.none-found')}
        {...form.getInputProps('technicians')}
      />
      <p className={pageStyles.soft}>{t('portals.rights-hint')}</p>
      {form.errors['rights'] && (
        <p className={pageStyles.fault} role="alert">
          {form.errors['rights']}
        </p>
      )}
      <RightsFields
        rights={requestRights}
        value={form.values.rights}
        onChange={(rights) => form.setFieldValue('rights', rights)}
      />
    </>
  );
}
