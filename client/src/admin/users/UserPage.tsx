import { Button, Checkbox, MultiSelect, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import {
  isFixed,
  may,
  mayManageRole,
  roles,
  userRights,
  type Role,
} from '@beside/shared/domain/rightsTable';
import type { AdminOutput } from '@beside/shared/protocol/admin';
import {
  userFormSchema,
  type ManagedUserView,
  type UserForm,
} from '@beside/shared/protocol/admin/users';
import { useState, type ReactElement } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useAdminUser } from '../AdminContext.ts';
import { AskDialog } from '../parts/AskDialog.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import pageStyles from '../parts/page.module.css';
import { RightsFields } from '../parts/RightsFields.tsx';
import { useAdmin, useChange } from '../parts/useAdmin.ts';
import { useAdminForm } from '../parts/useAdminForm.ts';
import { useAttempt } from '../parts/useAttempt.ts';

type Choices = AdminOutput<'users/choices'>;

/** One user: who they are, what they see, what they may. */
export function UserPage(): ReactElement {
  const { t } = useI18n();
  const { id = '' } = useParams();
  const user = useAdmin('users/get', { id: id });
  const choices = useAdmin('users/choices', {});
  if (user.isError || choices.isError) {
    return (
      <Notice title={t('refusal.not-found')}>
        <Button component={Link} to="/users" variant="default">
          {t('section.users')}
        </Button>
      </Notice>
    );
  }
  if (!user.data || !choices.data || user.data.user.id !== id) {
    return <Notice title={t('app.loading')} quiet />;
  }
  return <UserEditor key={id} user={user.data.user} choices={choices.data} />;
}

function formOf({
  id,
  name,
  role,
  rights,
  companies,
  teams,
  sessionLimit,
}: ManagedUserView): UserForm {
  return { id, name, role, rights, companies, teams, sessionLimit };
}

function UserEditor({ user, choices }: { user: ManagedUserView; choices: Choices }): ReactElement {
  const { t } = useI18n();
  const me = useAdminUser();
  const navigate = useNavigate();
  const change = useChange();
  const { say } = useAttempt();
  const { form, busy, fault, submit } = useAdminForm(userFormSchema, formOf(user));
  const { role, rights, companies, teams } = form.values;
  const isMine = mayManageRole(me.role, user.role);

  const holder = {
    role,
    account: choices.roles,
    teams: choices.teams.filter((team) => teams.includes(team.id)).map((team) => team.rights),
    user: {},
  };
  const send = submit(async (values) => {
    await change('users/save', values);
    say(t('admin.saved'));
    void navigate('/users');
  });

  return (
    <Page title={user.name} text={user.email} actions={<KeepOut user={user} disabled={!isMine} />}>
      <form className={pageStyles.form} noValidate onSubmit={send}>
        {fault && (
          <p className={pageStyles.fault} role="alert">
            {fault}
          </p>
        )}
        {!isMine && <p className={pageStyles.soft}>{t('users.administrators-only')}</p>}
        <TextInput label={t('users.name')} {...form.getInputProps('name')} />
        <NativeSelect
          label={t('users.role')}
          data={roles.map((value) => ({
            value,
            label: t(`role.${value}`),
            disabled: !mayManageRole(me.role, value),
          }))}
          {...form.getInputProps('role')}
          onChange={({ currentTarget }) => form.setFieldValue('role', currentTarget.value as Role)}
        />
        <NumberInput
          label={t('users.limit')}
          description={t('users.limit-hint')}
          min={1}
          max={50}
          {...form.getInputProps('sessionLimit')}
        />
        <MultiSelect
          label={t('section.teams')}
          data={choices.teams.map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          nothingFoundMessage={t('admin.none-found')}
          {...form.getInputProps('teams')}
        />
        <h2>{t('section.companies')}</h2>
        {role === 'technician' ? (
          <>
            <Checkbox
              label={t('users.all-companies')}
              checked={companies === 'all'}
              onChange={({ currentTarget }) =>
                form.setFieldValue('companies', currentTarget.checked ? 'all' : [])
              }
            />
            {companies !== 'all' && (
              <MultiSelect
                label={t('users.companies')}
                description={t('users.companies-hint')}
                data={choices.companies.map(({ id, name }) => ({ value: id, label: name }))}
                searchable
                nothingFoundMessage={t('admin.none-found')}
                value={companies}
                error={form.errors['companies']}
                onChange={(value) => form.setFieldValue('companies', value)}
              />
            )}
          </>
        ) : (
          <p className={pageStyles.soft}>{t('users.sees-all')}</p>
        )}
        <h2>{t('rights.title')}</h2>
        <p className={pageStyles.soft}>{t('rights.hint')}</p>
        {form.errors['rights'] && (
          <p className={pageStyles.fault} role="alert">
            {form.errors['rights']}
          </p>
        )}
        <RightsFields
          rights={userRights}
          value={rights}
          otherwise={(right) => may(holder, right)}
          fixed={(right) => isFixed(role, right)}
          onChange={(value) => form.setFieldValue('rights', value)}
        />
        <div className={pageStyles.row}>
          <Button type="submit" loading={busy} disabled={!isMine}>
            {t('admin.save')}
          </Button>
          <Button component={Link} to="/users" variant="default">
            {t('action.cancel')}
          </Button>
        </div>
      </form>
    </Page>
  );
}

/** Keeps somebody out, or lets them in again. */
function KeepOut({ user, disabled }: { user: ManagedUserView; disabled: boolean }): ReactElement {
  const { t } = useI18n();
  const me = useAdminUser();
  const change = useChange();
  const { busy, attempt } = useAttempt();
  const [asking, setAsking] = useState(false);
  const { id, name } = user;
  if (user.disabledAt !== null) {
    return (
      <Button
        variant="default"
        loading={busy}
        disabled={disabled}
        onClick={() => void attempt(() => change('users/enable', { id }))}
      >
        {t('users.enable')}
      </Button>
    );
  }
  return (
    <>
      <Button variant="default" disabled={disabled || id === me.id} onClick={() => setAsking(true)}>
        {t('users.disable')}
      </Button>
      <AskDialog
        opened={asking}
        title={t('users.disable-title', { name })}
        text={t('users.disable-text')}
        confirm={t('users.disable')}
        onConfirm={() => change('users/disable', { id })}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
