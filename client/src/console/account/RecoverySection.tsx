import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { makeRecoveryCodes } from '../../signaling/identityApi.ts';
import { Part } from './Part.tsx';
import { ProofDialog } from './ProofDialog.tsx';
import type { SectionProps } from './sectionProps.ts';

export function RecoverySection({ account, onChanged }: SectionProps): ReactElement {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  const { hasPassword, recoveryCodes: count } = account;

  return (
    <Part title={t('account.codes')} text={t('account.codes-left', { left: count })}>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('account.codes-make')}
      </Button>
      <ProofDialog
        opened={asking}
        title={t('account.codes-make')}
        text={t('account.codes-replace')}
        confirm={t('account.continue')}
        hasPassword={hasPassword}
        onConfirm={async (password) => onChanged((await makeRecoveryCodes(password)).recoveryCodes)}
        onClose={() => setAsking(false)}
      />
    </Part>
  );
}
