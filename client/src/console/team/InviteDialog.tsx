import { Button, Group, Loader, Radio, Switch } from '@mantine/core';
import type { UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { teamRoles, type TeamRole } from '@beside/shared/domain/words';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { customerName } from '../customerName.ts';
import { Dialog } from '../Dialog.tsx';
import { TechnicianList } from '../transfer/TechnicianList.tsx';
import { useTargets } from '../transfer/useTargets.ts';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import styles from './team.module.css';

interface Props {
  opened: boolean;
  request: SupportRequest;
  onClose: () => void;
}

/** Asks a colleague into the session, to be seen by the customer or not (rule T9). */
export function InviteDialog({ opened, request, onClose }: Props): ReactElement {
  const { t } = useI18n();
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('invite.title', { customer: customerName(request, t) })}
    >
      <Choice request={request} onClose={onClose} />
    </Dialog>
  );
}

function Choice({ request, onClose }: Omit<Props, 'opened'>): ReactElement {
  const { t } = useI18n();
  const workspace = useWorkspace();
  const { busy, ask } = useAsk();
  const targets = useTargets(request.id);
  const [user, setUser] = useState<UserId | null>(null);
  const [role, setRole] = useState<TeamRole>('see-and-chat');
  const [masked, setMasked] = useState(false);
  const members = request.team?.members ?? [];

  async function invite(): Promise<void> {
    if (!user) return;
    const done = await ask(async () => {
      const input = { requestId: request.id, user, role, masked };
      workspace.accept((await workspace.signaling.request('team:invite', input)).request);
    });
    if (done) onClose();
  }

  return (
    <>
      <p className={styles.hint}>{t('invite.hint')}</p>
      {targets ? (
        <div className={styles.colleagues}>
          <TechnicianList
            label={t('invite.whom')}
            technicians={targets.technicians}
            chosen={user}
            onChoose={setUser}
            except={{ ids: members.map(({ id }) => id), why: t('invite.there') }}
          />
        </div>
      ) : (
        <Loader size="sm" aria-label={t('app.loading')} />
      )}
      <Radio.Group
        mt="md"
        label={t('invite.role')}
        value={role}
        onChange={(value) => setRole(value)}
      >
        <Group mt={8} gap="lg">
          {teamRoles.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`team.${value}`)}
              // Whoever acts on a customer's screen is known to that customer.
              disabled={masked && value === 'also-control'}
            />
          ))}
        </Group>
      </Radio.Group>
      <Switch
        mt="md"
        label={t('invite.masked')}
        description={t('invite.masked-hint')}
        checked={masked}
        onChange={(event) => {
          setMasked(event.currentTarget.checked);
          if (event.currentTarget.checked) setRole('see-and-chat');
        }}
      />
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button disabled={!user} loading={busy} onClick={() => void invite()}>
          {t('invite.confirm')}
        </Button>
      </Group>
    </>
  );
}
