import { Button, Checkbox, NativeSelect, TagsInput, TextInput } from '@mantine/core';
import { maxCustomFields } from '@beside/shared/domain/limits';
import { knownFields, type PortalFields } from '@beside/shared/domain/portal';
import type { ReactElement, ReactNode } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import pageStyles from '../parts/page.module.css';
import type { PortalForm } from './portalForm.ts';
import styles from './portal.module.css';

type Question = PortalFields['custom'][number];
const uses = ['off', 'optional', 'required'] as const;
const path = 'settings.fields' as const;

/** What a portal asks its customers (rule P5). */
export function FormFields({
  form,
  companies,
}: {
  form: PortalForm;
  companies: string[];
}): ReactElement {
  const { t } = useI18n();
  const { fields } = form.values.settings;
  const setQuestions = (custom: Question[]): void => form.setFieldValue(`${path}.custom`, custom);
  const add = (): void => {
    const id = `q-${crypto.randomUUID().slice(0, 8)}`;
    setQuestions([...fields.custom, { id, label: '', kind: 'text', choices: [], required: false }]);
  };

  return (
    <>
      <h2>{t('portals.form')}</h2>
      <div className={styles.pair}>
        {knownFields.map((field) => (
          <NativeSelect
            key={field}
            label={t(`portal-field.${field}`)}
            data={uses.map((value) => ({ value, label: t(`portal-use.${value}`) }))}
            {...form.getInputProps(`${path}.${field}`)}
          />
        ))}
        <TextInput
          label={t('portals.fixed-company')}
          description={t('portals.fixed-company-hint')}
          list="companies"
          maxLength={100}
          value={fields.fixedCompany ?? ''}
          onChange={({ currentTarget: { value } }) =>
            form.setFieldValue(`${path}.fixedCompany`, value === '' ? null : value)
          }
        />
        <datalist id="companies">
          {companies.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
      {fields.custom.map((question, at) => (
        <Custom
          key={question.id}
          question={question}
          number={at + 1}
          error={
            form.errors[`${path}.custom.${at}.label`] ?? form.errors[`${path}.custom.${at}.choices`]
          }
          onChange={(next) => setQuestions(fields.custom.map((one, i) => (i === at ? next : one)))}
          onRemove={() => setQuestions(fields.custom.filter((_, i) => i !== at))}
        />
      ))}
      {form.errors[`${path}.custom`] && (
        <p className={pageStyles.fault} role="alert">
          {t('portals.questions-wrong')}
        </p>
      )}
      <div>
        <Button variant="default" disabled={fields.custom.length >= maxCustomFields} onClick={add}>
          {t('portals.add-question')}
        </Button>
      </div>
    </>
  );
}

interface CustomProps {
  question: Question;
  number: number;
  error: ReactNode;
  onChange: (next: Question) => void;
  onRemove: () => void;
}

/** One question of the portal's own. */
function Custom({ question, number, error, onChange, onRemove }: CustomProps): ReactElement {
  const { t } = useI18n();
  const { label, kind, choices, required } = question;
  return (
    <fieldset className={styles.question}>
      <legend>{t('portals.question', { number })}</legend>
      <TextInput
        label={t('portals.question-label')}
        maxLength={100}
        value={label}
        error={error}
        onChange={({ currentTarget }) => onChange({ ...question, label: currentTarget.value })}
      />
      <NativeSelect
        label={t('portals.question-kind')}
        value={kind}
        data={[
          { value: 'text', label: t('portals.kind-text') },
          { value: 'choice', label: t('portals.kind-choice') },
        ]}
        onChange={({ currentTarget: { value } }) =>
          onChange(
            value === 'choice'
              ? { ...question, kind: 'choice' }
              : { ...question, kind: 'text', choices: [] },
          )
        }
      />
      {kind === 'choice' && (
        <TagsInput
          label={t('portals.choices')}
          description={t('portals.choices-hint')}
          maxTags={50}
          value={choices}
          onChange={(next) => onChange({ ...question, choices: next })}
        />
      )}
      <Checkbox
        label={t('portal-use.required')}
        checked={required}
        onChange={({ currentTarget }) => onChange({ ...question, required: currentTarget.checked })}
      />
      <div>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={onRemove}>
          {t('portals.remove-question', { number })}
        </Button>
      </div>
    </fieldset>
  );
}
