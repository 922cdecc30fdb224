import { Button } from '@mantine/core';
import {
  isFixed,
  may,
  roles,
  userRights,
  type RoleChanges,
} from '@beside/shared/domain/rightsTable';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useAdminUser } from '../AdminContext.ts';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import pageStyles from '../parts/page.module.css';
import { RightsFields } from '../parts/RightsFields.tsx';
import { useAdmin, useChange } from '../parts/useAdmin.ts';
import { useAttempt } from '../parts/useAttempt.ts';

/** What the account sets for each role. */
export default function RolesPage(): ReactElement {
  const { t } = useI18n();
  const choices = useAdmin('users/choices', {});
  if (!choices.data)
    return <Notice title={t(choices.isError ? 'admin.list-failed' : 'app.loading')} quiet />;
  return <RolesEditor stored={choices.data.roles} />;
}

function RolesEditor({ stored }: { stored: RoleChanges }): ReactElement {
  const { t } = useI18n();
  const me = useAdminUser();
  const change = useChange();
  const { busy, attempt, say } = useAttempt();
  const [changes, setChanges] = useState(stored);
  const isMine = me.role === 'administrator';

  async function save(): Promise<void> {
    if (await attempt(() => change('roles/save', { roles: changes }))) say(t('admin.saved'));
  }

  return (
    <Page title={t('section.roles')} text={t('roles.hint')}>
      <form
        className={pageStyles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {!isMine && <p className={pageStyles.soft}>{t('users.administrators-only')}</p>}
        {[...roles].reverse().map((role) => (
          <fieldset key={role} className={pageStyles.group} disabled={!isMine}>
            <legend>{t(`role.${role}`)}</legend>
            <RightsFields
              rights={userRights}
              value={changes[role] ?? {}}
              otherwise={(right) => may({ role, account: {}, teams: [], user: {} }, right)}
              fixed={(right) => isFixed(role, right)}
              onChange={(value) => setChanges({ ...changes, [role]: value })}
            />
          </fieldset>
        ))}
        <div className={pageStyles.row}>
          <Button type="submit" loading={busy} disabled={!isMine}>
            {t('admin.save')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
