import { ActionIcon, Button } from '@mantine/core';
import { IconFingerprint, IconPencil, IconTrash } from '@tabler/icons-react';
import type { OwnAccount } from '@beside/shared/protocol/httpIdentity';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDay } from '../../lib/formats.ts';
import { parseUserAgent } from '../../lib/userAgent.ts';
import { addPasskey, askNewPasskey, removePasskey } from '../../signaling/identityApi.ts';
import { canUsePasskeys, createPasskey } from '../signIn/passkeys.ts';
import styles from './account.module.css';
import { Part } from './Part.tsx';
import { ProofDialog } from './ProofDialog.tsx';
import { RenameDialog } from './RenameDialog.tsx';
import type { SectionProps } from './sectionProps.ts';

type Passkey = OwnAccount['passkeys'][number];
type Doing = { what: 'adding' } | { what: 'removing' | 'renaming'; passkey: Passkey };

/** Passkeys sign in by themselves, and stand in for the second step. */
export function PasskeysSection({ account, onChanged }: SectionProps): ReactElement {
  const { t } = useI18n();
  const [doing, setDoing] = useState<Doing | null>(null);
  const { hasPassword, passkeys } = account;

  async function run(password: string): Promise<void> {
    if (doing?.what === 'removing') {
      await removePasskey(doing.passkey.id, password);
      onChanged();
      return;
    }
    const question = await askNewPasskey(password);
    const response = await createPasskey(question);
    if (!response) return;
    const { browser, system } = parseUserAgent(navigator.userAgent);
    const name = system ?? browser ?? t('account.passkey');
    onChanged((await addPasskey(question.ticket, name, response)).recoveryCodes);
  }

  return (
    <Part title={t('account.passkeys')} text={t('account.passkeys-hint')}>
      {passkeys.length > 0 && (
        <ul className={styles.list} aria-label={t('account.passkeys')}>
          {passkeys.map((passkey) => (
            <li key={passkey.id}>
              <IconFingerprint size={20} aria-hidden="true" />
              <div>
                <b>{passkey.name}</b>
                <small>
                  {passkey.usedAt === null
                    ? t('account.passkey-added', { day: formatDay(passkey.createdAt, Date.now()) })
                    : t('account.passkey-used', { day: formatDay(passkey.usedAt, Date.now()) })}
                </small>
              </div>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('account.passkey-rename', { name: passkey.name })}
                onClick={() => setDoing({ what: 'renaming', passkey })}
              >
                <IconPencil size={18} aria-hidden="true" />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('account.passkey-remove', { name: passkey.name })}
                onClick={() => setDoing({ what: 'removing', passkey })}
              >
                <IconTrash size={18} aria-hidden="true" />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {canUsePasskeys() ? (
        <Button variant="default" onClick={() => setDoing({ what: 'adding' })}>
          {t('account.passkey-add')}
        </Button>
      ) : (
        <p className={styles.soft}>{t('account.passkeys-cannot')}</p>
      )}
      <ProofDialog
        opened={doing !== null && doing.what !== 'renaming'}
        title={
          doing?.what === 'removing'
            ? t('account.passkey-remove', { name: doing.passkey.name })
            : t('account.passkey-add')
        }
        text={t(hasPassword ? 'account.prove' : 'account.sure')}
        confirm={t(doing?.what === 'removing' ? 'account.remove' : 'account.continue')}
        hasPassword={hasPassword}
        onConfirm={run}
        onClose={() => setDoing(null)}
      />
      <RenameDialog
        passkey={doing?.what === 'renaming' ? doing.passkey : null}
        onRenamed={() => onChanged()}
        onClose={() => setDoing(null)}
      />
    </Part>
  );
}
