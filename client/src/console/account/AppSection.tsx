import { Button } from '@mantine/core';
import type { AppStart } from '@beside/shared/protocol/httpIdentity';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { removeApp, startApp } from '../../signaling/identityApi.ts';
import { AppSetUp } from './AppSetUp.tsx';
import { Part } from './Part.tsx';
import { ProofDialog } from './ProofDialog.tsx';
import type { SectionProps } from './sectionProps.ts';

/** The authenticator app: its codes are asked for after the password. */
export function AppSection({ account, onChanged }: SectionProps): ReactElement {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  const [begun, setBegun] = useState<AppStart | null>(null);
  const { app, hasPassword, email } = account;

  return (
    <Part title={t('account.app')} text={t(app ? 'account.app-on' : 'account.app-off')}>
      {begun ? (
        <AppSetUp
          begun={begun}
          email={email}
          onDone={(codes) => {
            setBegun(null);
            onChanged(codes);
          }}
          onCancel={() => setBegun(null)}
        />
      ) : (
        <Button variant="default" onClick={() => setAsking(true)}>
          {t(app ? 'account.app-remove' : 'account.app-add')}
        </Button>
      )}
      <ProofDialog
        opened={asking}
        title={t(app ? 'account.app-remove' : 'account.app-add')}
        text={t(hasPassword ? 'account.prove' : 'account.sure')}
        confirm={t(app ? 'account.remove' : 'account.continue')}
        hasPassword={hasPassword}
        onConfirm={async (password) => {
          if (!app) return setBegun(await startApp(password));
          await removeApp(password);
          onChanged();
        }}
        onClose={() => setAsking(false)}
      />
    </Part>
  );
}
