import { Button, TextInput } from '@mantine/core';
import { passwordFault } from '@beside/shared/domain/passwordRules';
import type { Me } from '@beside/shared/protocol/http';
import type { LinkKind, LinkView } from '@beside/shared/protocol/httpIdentity';
import { useEffect, useState, type ReactElement, type SyntheticEvent } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { acceptInvitation, lookAtLink, resetPassword, setUp } from '../../signaling/identityApi.ts';
import { NewPasswordInput } from './NewPasswordInput.tsx';
import { SignInCard } from './SignInCard.tsx';
import styles from './signIn.module.css';
import { useTry } from './useTry.ts';

interface Props {
  kind: LinkKind;
  /** Of the link; it stood behind the `#`, which is sent to nobody. */
  token: string;
  /** @param me null where one has to sign in now */
  onDone: (me: Me | null) => void;
}

const empty: LinkView = { email: '', name: '', accountName: '' };

/** Where a link of a mail, or of the first start, leads: a password is chosen, and one is in. */
export function LinkPage({ kind, token, onDone }: Props): ReactElement {
  const { t } = useI18n();
  const { busy, fault, attempt } = useTry();
  const [known, setKnown] = useState<LinkView | null>(null);
  const [form, setForm] = useState<LinkView>(empty);
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);

  useEffect(() => {
    void attempt(async () => {
      const view = await lookAtLink(kind, token);
      setKnown(view);
      setForm(view);
    });
  }, [attempt, kind, token]);

  const about = [form.email, form.name, ...(kind === 'set-up' ? [form.accountName] : [])];
  const names = fieldsOf[kind];
  const isWhole =
    names.every((name) => form[name].trim() !== '') && passwordFault(password, about) === null;

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    setTried(true);
    if (!isWhole || busy) return;
    const { email, name, accountName } = form;
    void attempt(async () => {
      switch (kind) {
        case 'reset':
          await resetPassword(token, password);
          return onDone(null);
        case 'invitation':
          return onDone(await acceptInvitation({ token, name, password }));
        case 'set-up':
          return onDone(await setUp({ token, accountName, name, email, password }));
      }
    });
  }

  if (!known) {
    return (
      <SignInCard title={t(fault ? 'link.over-title' : 'app.loading')} fault={fault}>
        {fault && (
          <button type="button" className={styles.link} onClick={() => onDone(null)}>
            {t('sign-in.back')}
          </button>
        )}
      </SignInCard>
    );
  }
  return (
    <SignInCard
      title={t(`link.${kind}-title`, { account: known.accountName })}
      note={t(`link.${kind}-hint`, { email: known.email })}
      fault={fault}
    >
      <form onSubmit={submit} noValidate>
        {kind !== 'set-up' && (
          <input type="hidden" name="username" autoComplete="username" value={known.email} />
        )}
        {names.map((name, at) => (
          <TextInput
            key={name}
            name={name}
            type={name === 'email' ? 'email' : 'text'}
            label={t(`link.${name}`)}
            autoComplete={{ email: 'username', name: 'name', accountName: 'organization' }[name]}
            size="md"
            maxLength={name === 'email' ? 254 : 100}
            value={form[name]}
            onChange={({ currentTarget: { value } }) => setForm({ ...form, [name]: value })}
            error={tried && form[name].trim() === '' && t('link.missing')}
            autoFocus={at === 0}
          />
        ))}
        <NewPasswordInput value={password} onChange={setPassword} about={about} tried={tried} />
        <Button type="submit" size="md" fullWidth loading={busy}>
          {t(`link.${kind}-submit`)}
        </Button>
      </form>
    </SignInCard>
  );
}

/** What is asked for beside the password. */
const fieldsOf = {
  reset: [],
  invitation: ['name'],
  'set-up': ['accountName', 'name', 'email'],
} as const satisfies Record<LinkKind, readonly (keyof LinkView)[]>;
