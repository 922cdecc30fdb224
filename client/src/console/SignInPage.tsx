import { Button, Paper, TextInput } from '@mantine/core';
import type { Me } from '@beside/shared/protocol/http';
import { useRef, useState, type SyntheticEvent, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { signIn } from '../signaling/api.ts';
import { RequestFailed } from '../signaling/signaling.ts';
import { Mark } from '../ui/Mark.tsx';
import styles from './signIn.module.css';

type Fault = 'sign-in.wrong' | 'sign-in.too-fast' | 'error.unavailable';

interface Props {
  /** Whether somebody was signed in here until a moment ago. */
  ended: boolean;
  onSignedIn: (me: Me) => void;
}

export function SignInPage({ ended, onSignedIn }: Props): ReactElement {
  const { t } = useI18n();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const missingEmail = tried && email.trim() === '';
  const missingPassword = tried && password === '';

  async function send(): Promise<void> {
    setBusy(true);
    setFault(null);
    try {
      onSignedIn(await signIn({ email: email.trim(), password }));
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFault(faultOf(error));
      setPassword('');
      setTried(false);
      focus('password');
    } finally {
      setBusy(false);
    }
  }

  function focus(name: string): void {
    form.current?.querySelector<HTMLElement>(`[name=${name}]`)?.focus();
  }

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    setTried(true);
    if (email.trim() === '') focus('email');
    else if (password === '') focus('password');
    else if (!busy) void send();
  }

  return (
    <main className={styles.page}>
      <Paper className={styles.card}>
        <Mark size={40} />
        <h1>{t('sign-in.title')}</h1>
        {ended && !fault && <p className={styles.note}>{t('sign-in.ended')}</p>}
        <form ref={form} onSubmit={submit} noValidate>
          <TextInput
            name="email"
            type="email"
            label={t('sign-in.email')}
            autoComplete="username"
            size="md"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={missingEmail && t('sign-in.missing-email')}
            autoFocus
          />
          <TextInput
            name="password"
            type="password"
            label={t('sign-in.password')}
            autoComplete="current-password"
            size="md"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={missingPassword && t('sign-in.missing-password')}
          />
          {fault && (
            <p className={styles.fault} role="alert">
              {t(fault)}
            </p>
          )}
          <Button type="submit" size="md" fullWidth loading={busy}>
            {t('sign-in.submit')}
          </Button>
        </form>
      </Paper>
    </main>
  );
}

function faultOf({ code }: RequestFailed): Fault {
  if (code === 'rate-limited') return 'sign-in.too-fast';
  // An address that is none cannot be right either.
  return code === 'not-authenticated' || code === 'bad-request'
    ? 'sign-in.wrong'
    : 'error.unavailable';
}
