import { Button, TextInput } from '@mantine/core';
import { IconBuilding, IconFingerprint } from '@tabler/icons-react';
import type { Me } from '@beside/shared/protocol/http';
import type { SecondStepAsked, SignInWays } from '@beside/shared/protocol/httpIdentity';
import { useEffect, useRef, useState, type SyntheticEvent, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { beginSingleSignOn, fetchWays, signIn } from '../../signaling/identityApi.ts';
import { ForgottenPassword } from './ForgottenPassword.tsx';
import { canUsePasskeys, signInByPasskey } from './passkeys.ts';
import { SecondStep } from './SecondStep.tsx';
import { SignInCard } from './SignInCard.tsx';
import styles from './signIn.module.css';
import { useTry } from './useTry.ts';

interface Props {
  /** Said before anything is asked: that a session has ended, say. */
  note: string | null;
  /** What went wrong on the way here. */
  earlier: string | null;
  onSignedIn: (me: Me) => void;
}

export function SignInPage({ note, earlier, onSignedIn }: Props): ReactElement {
  const { t } = useI18n();
  const { busy, fault, setFault, attempt } = useTry();
  const [ways, setWays] = useState<SignInWays>({ reset: false, singleSignOn: false });
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState<SecondStepAsked | null>(null);
  const [forgotten, setForgotten] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => setFault(earlier), [earlier, setFault]);
  useEffect(() => {
    // Without an answer there is what there always is: e-mail and password.
    fetchWays().then(setWays, () => undefined);
  }, []);

  const missingEmail = tried && email.trim() === '';
  const missingPassword = tried && password === '';
  const focus = (name: string): void =>
    form.current?.querySelector<HTMLElement>(`[name=${name}]`)?.focus();

  async function send(): Promise<void> {
    const done = await attempt(async () => {
      const answer = await signIn({ email: email.trim(), password });
      if ('secondStep' in answer) setAsked(answer.secondStep);
      else onSignedIn(answer);
    });
    setPassword('');
    setTried(false);
    if (!done) focus('password');
  }

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    setTried(true);
    if (email.trim() === '') focus('email');
    else if (password === '') focus('password');
    else if (!busy) void send();
  }

  async function goToProvider(): Promise<void> {
    if (email.trim() === '') {
      setFault(t('sign-in.single-sign-on-email'));
      focus('email');
      return;
    }
    await attempt(async () => location.assign((await beginSingleSignOn(email.trim())).url));
  }

  async function answerPasskey(): Promise<void> {
    await attempt(async () => {
      const me = await signInByPasskey(undefined);
      if (me) onSignedIn(me);
    });
  }

  if (asked) {
    return (
      <SecondStep
        asked={asked}
        onSignedIn={onSignedIn}
        onBack={(why) => {
          setAsked(null);
          setFault(why);
        }}
      />
    );
  }
  if (forgotten) return <ForgottenPassword email={email} onBack={() => setForgotten(false)} />;

  return (
    <SignInCard title={t('sign-in.title')} note={!fault && note} fault={fault}>
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
        <Button type="submit" size="md" fullWidth loading={busy}>
          {t('sign-in.submit')}
        </Button>
      </form>
      {ways.reset && (
        <button type="button" className={styles.link} onClick={() => setForgotten(true)}>
          {t('sign-in.forgotten')}
        </button>
      )}
      {(ways.singleSignOn || canUsePasskeys()) && (
        <div className={styles.others}>
          {ways.singleSignOn && (
            <Button
              variant="default"
              fullWidth
              disabled={busy}
              leftSection={<IconBuilding size={18} aria-hidden="true" />}
              onClick={() => void goToProvider()}
            >
              {t('sign-in.single-sign-on')}
            </Button>
          )}
          {canUsePasskeys() && (
            <Button
              variant="default"
              fullWidth
              disabled={busy}
              leftSection={<IconFingerprint size={18} aria-hidden="true" />}
              onClick={() => void answerPasskey()}
            >
              {t('sign-in.passkey')}
            </Button>
          )}
        </div>
      )}
    </SignInCard>
  );
}
