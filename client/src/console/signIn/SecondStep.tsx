import { Button, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import type { SecondStep as Way } from '@beside/shared/domain/signIn';
import type { Me } from '@beside/shared/protocol/http';
import type { SecondStepAsked } from '@beside/shared/protocol/httpIdentity';
import { useRef, useState, type ReactElement, type SyntheticEvent } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { sendSecondStep } from '../../signaling/identityApi.ts';
import { RequestFailed } from '../../signaling/signaling.ts';
import { identityWords } from './identityWords.ts';
import { canUsePasskeys, signInByPasskey } from './passkeys.ts';
import { SignInCard } from './SignInCard.tsx';
import styles from './signIn.module.css';
import { useTry } from './useTry.ts';

interface Props {
  asked: SecondStepAsked;
  onSignedIn: (me: Me) => void;
  /** @param why null where the person went back by themselves */
  onBack: (why: string | null) => void;
}

/** What is asked for after the password: the app's code, a recovery code, or a passkey. */
export function SecondStep({ asked, onSignedIn, onBack }: Props): ReactElement {
  const { t } = useI18n();
  const { busy, fault, setFault, attempt } = useTry();
  const ways = asked.ways.filter((way) => way !== 'passkey' || canUsePasskeys());
  const [way, setWay] = useState<Way>(first(ways));
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { ticket } = asked;

  async function answer(task: () => Promise<Me | null>): Promise<void> {
    const done = await attempt(async () => {
      try {
        const me = await task();
        if (me) onSignedIn(me);
      } catch (error) {
        // The password is asked for anew.
        if (!(error instanceof RequestFailed && error.reason === 'sign-in-again')) throw error;
        onBack(identityWords(error, t));
      }
    });
    if (done) return;
    setText('');
    field.current?.focus();
  }

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    if (busy) return;
    if (text.trim() === '') field.current?.focus();
    else if (way === 'code') void answer(() => sendSecondStep({ ticket, code: text.trim() }));
    else void answer(() => sendSecondStep({ ticket, recoveryCode: text.trim() }));
  }

  function choose(next: Way): void {
    setWay(next);
    setText('');
    setFault(null);
  }

  return (
    <SignInCard title={t('second-step.title')} note={t(`second-step.${way}-hint`)} fault={fault}>
      {way === 'passkey' ? (
        <Button
          size="md"
          fullWidth
          autoFocus
          loading={busy}
          leftSection={<IconFingerprint size={20} aria-hidden="true" />}
          onClick={() => void answer(() => signInByPasskey(ticket))}
        >
          {t('second-step.passkey')}
        </Button>
      ) : (
        <form onSubmit={submit} noValidate key={way}>
          <TextInput
            ref={field}
            name="code"
            label={t(`second-step.${way}`)}
            autoComplete={way === 'code' ? 'one-time-code' : 'off'}
            inputMode={way === 'code' ? 'numeric' : 'text'}
            spellCheck={false}
            autoCapitalize="none"
            maxLength={way === 'code' ? 16 : 64}
            size="md"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autoFocus
          />
          <Button type="submit" size="md" fullWidth loading={busy}>
            {t('sign-in.submit')}
          </Button>
        </form>
      )}
      <div className={styles.links}>
        {ways
          .filter((other) => other !== way)
          .map((other) => (
            <button key={other} type="button" className={styles.link} onClick={() => choose(other)}>
              {t(`second-step.use-${other}`)}
            </button>
          ))}
        <button type="button" className={styles.link} onClick={() => onBack(null)}>
          {t('sign-in.back')}
        </button>
      </div>
    </SignInCard>
  );
}

function first(ways: readonly Way[]): Way {
  if (ways.includes('code')) return 'code';
  return ways.includes('passkey') ? 'passkey' : 'recovery-code';
}
