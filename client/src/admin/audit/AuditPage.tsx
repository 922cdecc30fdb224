import { Button } from '@mantine/core';
import { IconDownload, IconShieldCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import { useAdmin } from '../parts/useAdmin.ts';
import { AuditFilter } from './AuditFilter.tsx';
import { AuditTable } from './AuditTable.tsx';
import styles from './audit.module.css';
import { useAuditQuery } from './useAuditQuery.ts';
import { useVerify } from './useVerify.ts';
import { Verdict } from './Verdict.tsx';

/** Who did what, and who looked at what (rule M5). */
export default function AuditPage(): ReactElement {
  const { t } = useI18n();
  const { query, values, change } = useAuditQuery();
  const [params, setParams] = useSearchParams();
  const { data, isError } = useAdmin('audit/list', query);
  const { state, verify } = useVerify();

  const go = (before: number | null): void =>
    setParams((now) => {
      const next = new URLSearchParams(now);
      if (before === null) next.delete('before');
      else next.set('before', String(before));
      return next;
    });

  return (
    <Page
      title={t('section.audit')}
      text={t('audit.hint')}
      actions={
        <>
          <Button
            variant="default"
            loading={state.phase === 'busy'}
            leftSection={<IconShieldCheck size={16} aria-hidden />}
            onClick={() => void verify()}
          >
            {t('audit.verify')}
          </Button>
          <Button
            component="a"
            href="/api/admin/audit/log.jsonl"
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('audit.export')}
          </Button>
        </>
      }
    >
      <div className={styles.page}>
        <Verdict state={state} />
        <AuditFilter values={values} people={data?.people ?? []} onChange={change} />
        {isError && !data && <Notice title={t('admin.list-failed')} />}
        {data?.rows.length === 0 && <Notice title={t('audit.none')} quiet />}
        {data && data.rows.length > 0 && <AuditTable rows={data.rows} />}
        {data && (params.has('before') || data.next !== null) && (
          <nav aria-label={t('admin.pages')}>
            <Button.Group>
              <Button variant="default" disabled={!params.has('before')} onClick={() => go(null)}>
                {t('audit.newest')}
              </Button>
              <Button
                variant="default"
                disabled={data.next === null}
                onClick={() => data.next !== null && go(data.next)}
              >
                {t('audit.older')}
              </Button>
            </Button.Group>
          </nav>
        )}
      </div>
    </Page>
  );
}
