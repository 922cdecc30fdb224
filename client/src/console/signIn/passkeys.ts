import type * as WebAuthn from '@simplewebauthn/browser';
import type { Me } from '@beside/shared/protocol/http';
import { askPasskey, sendPasskey, type PasskeyQuestion } from '../../signaling/identityApi.ts';

/** An authenticator needs a name: addresses of numbers have no passkeys. */
export function canUsePasskeys(): boolean {
  const isNumbers = /^[\d.]+$|^\[/.test(location.hostname);
  return window.isSecureContext && 'PublicKeyCredential' in window && !isNumbers;
}

/** Loaded when somebody uses one. @returns null where the person, or the browser, gave up */
async function answer(ask: (library: typeof WebAuthn) => Promise<object>): Promise<object | null> {
  const library = await import('@simplewebauthn/browser');
  return ask(library).catch((failure: unknown) => {
    if (failure instanceof Error) return null;
    throw failure;
  });
}

/**
 * @param ticket of the second step that it stands in for
 * @returns null where the person, or the browser, gave up
 */
export async function signInByPasskey(ticket: string | undefined): Promise<Me | null> {
  const question = await askPasskey(ticket);
  const response = await answer(({ startAuthentication }) =>
    startAuthentication({ optionsJSON: question.options as never }),
  );
  return response && sendPasskey(question.ticket, response);
}

/** @returns null where the person, or the browser, gave up */
export function createPasskey({ options }: PasskeyQuestion): Promise<object | null> {
  return answer(({ startRegistration }) => startRegistration({ optionsJSON: options as never }));
}
