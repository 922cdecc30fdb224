import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement, type SyntheticEvent } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { forgetPassword } from '../../signaling/identityApi.ts';
import { SignInCard } from './SignInCard.tsx';
import styles from './signIn.module.css';
import { useTry } from './useTry.ts';

/** Asks for a link by mail; the answer is the same whoever it is. */
export function ForgottenPassword({
  email: typed,
  onBack,
}: {
  email: string;
  onBack: () => void;
}): ReactElement {
  const { t, language } = useI18n();
  const { busy, fault, attempt } = useTry();
  const [email, setEmail] = useState(typed);
  const [tried, setTried] = useState(false);
  const [sent, setSent] = useState(false);

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    setTried(true);
    if (email.trim() === '' || busy) return;
    void attempt(() => forgetPassword(email.trim(), language)).then(setSent);
  }

  return (
    <SignInCard
      title={t('forgotten.title')}
      note={t(sent ? 'forgotten.sent' : 'forgotten.hint')}
      fault={fault}
    >
      {!sent && (
        <form onSubmit={submit} noValidate>
          <TextInput
            name="email"
            type="email"
            label={t('sign-in.email')}
            autoComplete="username"
            size="md"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={tried && email.trim() === '' && t('sign-in.missing-email')}
            autoFocus
          />
          <Button type="submit" size="md" fullWidth loading={busy}>
            {t('forgotten.submit')}
          </Button>
        </form>
      )}
      <div className={styles.links} role={sent ? 'status' : undefined}>
        <button type="button" className={styles.link} onClick={onBack} autoFocus={sent}>
          {t('sign-in.back')}
        </button>
      </div>
    </SignInCard>
  );
}
