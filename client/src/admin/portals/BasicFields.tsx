import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { isOffered, portalModes, portalTypes, type PortalMode } from '@beside/shared/domain/portal';
import type { AdminOutput } from '@beside/shared/protocol/admin';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { PortalForm } from './portalForm.ts';
import styles from './portal.module.css';

interface Props {
  form: PortalForm;
  account: AdminOutput<'portals/choices'>['account'];
}

/** What a portal is called, where it is, and what it is to customers. */
export function BasicFields({ form, account }: Props): ReactElement {
  const { t } = useI18n();
  const { mode, type, settings } = form.values;
  const setMode = (next: PortalMode): void => {
    form.setFieldValue('mode', next);
    // A type that the mode does not offer gives way to one that it does (rule R1).
    const fitting = portalTypes.find((one) => isOffered(next, one));
    if (!isOffered(next, type) && fitting) form.setFieldValue('type', fitting);
  };
  return (
    <>
      <TextInput label={t('portals.name')} {...form.getInputProps('name')} />
      <TextInput
        label={t('portals.address')}
        description={t('portals.address-hint')}
        leftSection="/p/"
        {...form.getInputProps('slug')}
        onChange={({ currentTarget }) =>
          form.setFieldValue('slug', currentTarget.value.toLowerCase())
        }
      />
      <Textarea
        label={t('portals.greeting')}
        autosize
        minRows={2}
        {...form.getInputProps('greeting')}
      />
      <div className={styles.pair}>
        <NativeSelect
          label={t('portals.mode')}
          description={t(`portal-mode.${mode}-hint`)}
          data={portalModes.map((value) => ({ value, label: t(`portal-mode.${value}`) }))}
          value={mode}
          onChange={({ currentTarget }) => setMode(currentTarget.value as PortalMode)}
        />
        <NativeSelect
          label={t('portals.type')}
          description={t(`portal-type.${type}-hint`)}
          data={portalTypes
            .filter((value) => isOffered(mode, value))
            .map((value) => ({ value, label: t(`portal-type.${value}`) }))}
          {...form.getInputProps('type')}
        />
      </div>
      <div className={styles.pair}>
        <Checkbox
          label={t('portals.own-colour')}
          checked={settings.colour !== undefined}
          onChange={({ currentTarget }) =>
            form.setFieldValue(
              'settings.colour',
              currentTarget.checked ? account.colour : undefined,
            )
          }
        />
        {settings.colour !== undefined && (
          <TextInput
            type="color"
            label={t('portals.colour')}
            {...form.getInputProps('settings.colour')}
          />
        )}
      </div>
      <Checkbox
        label={t('portals.survey')}
        checked={settings.survey ?? true}
        onChange={({ currentTarget }) =>
          form.setFieldValue('settings.survey', currentTarget.checked)
        }
      />
    </>
  );
}
