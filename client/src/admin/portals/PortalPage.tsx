import { Button } from '@mantine/core';
import { defaultFields } from '@beside/shared/domain/portal';
import type { AdminOutput } from '@beside/shared/protocol/admin';
import { portalFormSchema, type PortalFormValues } from '@beside/shared/protocol/admin/portals';
import type { ReactElement } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { askAdmin } from '../../signaling/adminApi.ts';
import { useQuery } from '@tanstack/react-query';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import pageStyles from '../parts/page.module.css';
import { useAdmin, useChange } from '../parts/useAdmin.ts';
import { useAdminForm } from '../parts/useAdminForm.ts';
import { useAttempt } from '../parts/useAttempt.ts';
import { BasicFields } from './BasicFields.tsx';
import { EmbedFields } from './EmbedFields.tsx';
import { FormFields } from './FormFields.tsx';
import { HoursFields } from './HoursFields.tsx';
import { PeopleFields } from './PeopleFields.tsx';
import styles from './portal.module.css';
import { Preview } from './Preview.tsx';

type Choices = AdminOutput<'portals/choices'>;

const newPortal: PortalFormValues = {
  ...{ slug: '', name: '', greeting: '', type: 'smart-box', mode: 'web' },
  settings: { fields: defaultFields('smart-box'), hours: null, embedOrigins: [] },
  ...{ technicians: [], rights: {} },
};

/** One portal, beside what customers see of it. */
export function PortalPage(): ReactElement {
  const { t } = useI18n();
  const { id = '' } = useParams();
  const choices = useAdmin('portals/choices', {});
  const isNew = id === 'new';
  const found = useQuery({
    queryKey: ['portals/get', id],
    queryFn: () => askAdmin('portals/get', { id: id }),
    enabled: !isNew,
  });
  if (found.isError || choices.isError) {
    return (
      <Notice title={t('refusal.not-found')}>
        <Button component={Link} to="/portals" variant="default">
          {t('section.portals')}
        </Button>
      </Notice>
    );
  }
  if (!choices.data || !(isNew || found.data)) return <Notice title={t('app.loading')} quiet />;
  const { removedAt: _, ...stored } = found.data?.portal ?? { ...newPortal, removedAt: null };
  return <PortalEditor key={id} stored={stored} choices={choices.data} />;
}

interface EditorProps {
  stored: PortalFormValues;
  choices: Choices;
}

function PortalEditor({ stored, choices }: EditorProps): ReactElement {
  const { t } = useI18n();
  const navigate = useNavigate();
  const change = useChange();
  const { say } = useAttempt();
  const { form, busy, fault, submit } = useAdminForm(portalFormSchema, stored);
  const send = submit(async (values) => {
    await change('portals/save', values);
    say(t('admin.saved'));
    void navigate('/portals');
  });

  return (
    <Page title={stored.id ? stored.name : t('portals.add')}>
      <div className={styles.beside}>
        <form className={pageStyles.form} noValidate onSubmit={send}>
          {fault && (
            <p className={pageStyles.fault} role="alert">
              {fault}
            </p>
          )}
          <BasicFields form={form} account={choices.account} />
          <FormFields form={form} companies={choices.companies} />
          <HoursFields form={form} />
          <PeopleFields form={form} technicians={choices.technicians} />
          <EmbedFields form={form} baseUrl={choices.baseUrl} />
          <div className={pageStyles.row}>
            <Button type="submit" loading={busy}>
              {t('admin.save')}
            </Button>
            <Button component={Link} to="/portals" variant="default">
              {t('action.cancel')}
            </Button>
          </div>
        </form>
        <Preview values={form.values} account={choices.account} />
      </div>
    </Page>
  );
}
