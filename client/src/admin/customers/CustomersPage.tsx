import { Button, Group, TextInput } from '@mantine/core';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDayAndTime } from '../../lib/formats.ts';
import { AdminDialog } from '../parts/AskDialog.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import styles from '../parts/page.module.css';
import { useAdmin, useChange } from '../parts/useAdmin.ts';
import { useAttempt } from '../parts/useAttempt.ts';

/** What is kept of one customer: to hand over, and to delete (rule O6). */
export default function CustomersPage(): ReactElement {
  const { t } = useI18n();
  const [typed, setTyped] = useState('');
  const [of, setOf] = useState<string | null>(null);
  return (
    <Page title={t('section.customers')} text={t('customers.hint')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          setOf(typed.trim() || null);
        }}
      >
        <TextInput
          label={t('customers.of')}
          description={t('customers.of-hint')}
          maxLength={254}
          autoComplete="off"
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <div className={styles.row}>
          <Button type="submit">{t('customers.find')}</Button>
        </div>
      </form>
      {of !== null && <Found key={of} of={of} />}
    </Page>
  );
}

function Found({ of }: { of: string }): ReactElement {
  const { t } = useI18n();
  const { data, isError } = useAdmin('customers/find', { of });
  const [deleting, setDeleting] = useState(false);
  if (!data) return <Notice title={t(isError ? 'admin.list-failed' : 'app.loading')} quiet />;
  if (data.requests === 0) return <Notice title={t('customers.none')} quiet />;
  const { requests, files, open, first, last } = data;
  return (
    <section className={styles.form} aria-label={of}>
      <h2>{of}</h2>
      <p className={styles.soft}>
        {t('customers.sessions', { count: requests })}, {t('customers.files', { count: files })}
        <br />
        {t('customers.span', {
          first: formatDayAndTime(first ?? 0),
          last: formatDayAndTime(last ?? 0),
        })}
      </p>
      {open > 0 && <p className={styles.soft}>{t('customers.open', { count: open })}</p>}
      <div className={styles.row}>
        <Button
          component="a"
          href={`/api/admin/customers/export.tar?of=${encodeURIComponent(of)}`}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('customers.export')}
        </Button>
        <Button
          color="red"
          variant="outline"
          disabled={open === requests}
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setDeleting(true)}
        >
          {t('customers.delete')}
        </Button>
      </div>
      <AdminDialog
        opened={deleting}
        title={t('customers.delete-title')}
        onClose={() => setDeleting(false)}
      >
        {deleting && <Confirm of={of} onClose={() => setDeleting(false)} />}
      </AdminDialog>
    </section>
  );
}

/** Asks again: nothing of it comes back. */
function Confirm({ of, onClose }: { of: string; onClose: () => void }): ReactElement {
  const { t } = useI18n();
  const change = useChange();
  const { busy, attempt, say } = useAttempt();
  const [again, setAgain] = useState('');
  const send = async (): Promise<void> => {
    const isDone = await attempt(async () => {
      const { erased } = await change('customers/delete', { of, again });
      say(t('customers.deleted', { count: erased }));
    });
    if (isDone) onClose();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p className={styles.soft}>{t('customers.delete-text')}</p>
      <TextInput
        label={t('customers.of')}
        placeholder={of}
        autoComplete="off"
        data-autofocus
        value={again}
        onChange={({ currentTarget }) => setAgain(currentTarget.value.trim())}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" color="red" loading={busy} disabled={again !== of}>
          {t('customers.delete')}
        </Button>
      </Group>
    </form>
  );
}
