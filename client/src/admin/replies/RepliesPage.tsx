import { Button, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { replyPlaceholders } from '@beside/shared/domain/readyReplies';
import {
  sharedReplyFormSchema,
  type SharedReply,
  type SharedReplyForm,
} from '@beside/shared/protocol/admin/replies';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { AdminDialog, AskDialog } from '../parts/AskDialog.tsx';
import { DataTable } from '../parts/DataTable.tsx';
import { EditorForm } from '../parts/EditorForm.tsx';
import { Page } from '../parts/Page.tsx';
import { RowActions } from '../parts/RowActions.tsx';
import { useAdmin, useChange } from '../parts/useAdmin.ts';
import { useAdminForm } from '../parts/useAdminForm.ts';
import { useListQuery } from '../parts/useListQuery.ts';

type Sort = 'shortcut' | 'text';
const newReply: SharedReplyForm = { shortcut: '', text: '' };

/** The ready replies that everybody of the account has (rule T10). */
export default function RepliesPage(): ReactElement {
  const { t } = useI18n();
  const { look, change: onLook } = useListQuery<Sort>(['shortcut', 'text']);
  const found = useAdmin('replies/list', look);
  const change = useChange();
  const [edited, setEdited] = useState<SharedReplyForm | null>(null);
  const [leaving, setLeaving] = useState<SharedReply | null>(null);

  return (
    <Page
      title={t('section.replies')}
      text={t('replies.hint')}
      actions={
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setEdited(newReply)}
        >
          {t('reply.add')}
        </Button>
      }
    >
      <DataTable
        label={t('section.replies')}
        found={found}
        look={look}
        onLook={onLook}
        empty={t('reply.empty')}
        columns={[
          {
            title: t('reply.shortcut'),
            sort: 'shortcut',
            show: ({ shortcut }) => <b>/{shortcut}</b>,
          },
          {
            title: t('reply.text'),
            sort: 'text',
            show: ({ text }) => <Text lineClamp={3}>{text}</Text>,
          },
          {
            title: t('admin.actions'),
            show: (reply) => (
              <RowActions
                actions={[
                  {
                    label: t('admin.edit'),
                    named: t('admin.edit-named', { name: `/${reply.shortcut}` }),
                    onClick: () => setEdited(reply),
                  },
                  {
                    label: t('admin.remove'),
                    named: t('admin.remove-named', { name: `/${reply.shortcut}` }),
                    onClick: () => setLeaving(reply),
                  },
                ]}
              />
            ),
          },
        ]}
      />
      <AdminDialog
        opened={edited !== null}
        title={
          edited?.id === undefined ? t('reply.add') : t('reply.edit', { shortcut: edited.shortcut })
        }
        onClose={() => setEdited(null)}
      >
        {edited && <ReplyEditor reply={edited} onClose={() => setEdited(null)} />}
      </AdminDialog>
      <AskDialog
        opened={leaving !== null}
        title={t('replies.remove-title', { shortcut: leaving?.shortcut ?? '' })}
        text={t('replies.remove-text')}
        confirm={t('admin.remove')}
        onConfirm={() =>
          leaving ? change('replies/remove', { id: leaving.id }) : Promise.resolve()
        }
        onClose={() => setLeaving(null)}
      />
    </Page>
  );
}

interface EditorProps {
  reply: SharedReplyForm;
  onClose: () => void;
}

function ReplyEditor({ reply, onClose }: EditorProps): ReactElement {
  const { t } = useI18n();
  const change = useChange();
  const { form, busy, fault, submit } = useAdminForm(sharedReplyFormSchema, reply);
  const placeholders = replyPlaceholders.map((name) => `{{${name}}}`).join(' ');
  const send = submit(async (values) => {
    await change('replies/save', values);
    onClose();
  });
  return (
    <EditorForm fault={fault} busy={busy} onSubmit={send} onClose={onClose}>
      <TextInput
        label={t('reply.shortcut')}
        description={t('reply.shortcut-hint')}
        data-autofocus
        {...form.getInputProps('shortcut')}
      />
      <Textarea
        label={t('reply.text')}
        description={t('reply.text-hint', { placeholders })}
        autosize
        minRows={4}
        maxRows={12}
        {...form.getInputProps('text')}
      />
    </EditorForm>
  );
}
