import type { PortalView } from '@beside/shared/protocol/http';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { ChoiceInput } from './ChoiceInput.tsx';
import { CodeInput } from './CodeInput.tsx';
import { maxLengths, type Asked } from './form.ts';
import { FormInput } from './FormInput.tsx';
import { TechnicianPicker } from './TechnicianPicker.tsx';

interface Props {
  asked: Asked;
  technicians: PortalView['technicians'];
  value: string;
  onValue: (value: string) => void;
  fault: string | undefined;
}

/** One question of the form, answered in the way of its kind. */
export function FormQuestion({ asked, technicians, value, onValue, fault }: Props): ReactElement {
  const { t } = useI18n();
  const { key: name, kind, required, label = '', choices = [] } = asked;
  const common = { name, value, onValue, required, fault };
  switch (kind) {
    case 'code':
      return <CodeInput {...common} />;
    case 'technician':
      return <TechnicianPicker {...common} technicians={technicians} />;
    case 'choice':
      return <ChoiceInput {...common} label={label} choices={choices} />;
    case 'text':
      return <FormInput {...common} label={label} maxLength={maxLengths.text} />;
    case 'question':
      return (
        <FormInput {...common} label={t('form.question')} multiline maxLength={maxLengths[kind]} />
      );
    case 'name':
      return (
        <FormInput
          {...common}
          label={t('form.name')}
          autoComplete="name"
          maxLength={maxLengths[kind]}
        />
      );
    case 'email':
      return (
        <FormInput
          {...common}
          label={t('form.email')}
          type="email"
          autoComplete="email"
          maxLength={maxLengths[kind]}
        />
      );
    case 'company':
      return (
        <FormInput
          {...common}
          label={t('form.company')}
          autoComplete="organization"
          maxLength={maxLengths[kind]}
        />
      );
    case 'phone':
      return (
        <FormInput
          {...common}
          label={t('form.phone')}
          type="tel"
          autoComplete="tel"
          maxLength={maxLengths[kind]}
        />
      );
  }
}
