import { PasswordInput } from '@mantine/core';
import { passwordFault } from '@beside/shared/domain/passwordRules';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';

interface Props {
  value: string;
  onChange: (value: string) => void;
  /** What everybody knows of the person: their address and name. */
  about: readonly string[];
  /** Whether it was tried to send: from then on it is said what is wrong. */
  tried: boolean;
  size?: 'sm' | 'md';
}

/** A password that is chosen, not remembered: it can be looked at, and says what is wrong with it. */
export function NewPasswordInput({ value, onChange, about, tried, size }: Props): ReactElement {
  const { t } = useI18n();
  const fault = passwordFault(value, about);
  return (
    <PasswordInput
      name="new-password"
      label={t('new-password.label')}
      description={t('new-password.hint')}
      autoComplete="new-password"
      size={size ?? 'md'}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={tried && fault !== null && t(`new-password.password-${fault}`)}
      visibilityToggleButtonProps={{ 'aria-label': t('new-password.show') }}
    />
  );
}
