import type { Language } from '@beside/shared/i18n/languages';
import type { Me, SignIn } from '@beside/shared/protocol/http';
import type {
  AcceptInvitation,
  AppStart,
  LinkKind,
  LinkView,
  OwnAccount,
  RecoveryCodes,
  SecondStepAnswer,
  SetUp,
  SignInAnswer,
  SignInWays,
} from '@beside/shared/protocol/httpIdentity';
import { call } from './api.ts';

/** Signing in and one's own account. Each throws RequestFailed, as in api.ts. */

/** What an authenticator is asked, and the ticket that its answer goes with. */
export interface PasskeyQuestion {
  ticket: string;
  /** For `navigator.credentials`, as JSON. */
  options: object;
}

export const fetchWays = (): Promise<SignInWays> => call('sign-in/ways');

export const signIn = (credentials: SignIn): Promise<SignInAnswer> =>
  call('sign-in', { body: credentials });

export const sendSecondStep = (answer: SecondStepAnswer): Promise<Me> =>
  call('sign-in/second-step', { body: answer });

/** @param ticket of the second step that it stands in for */
export const askPasskey = (ticket: string | undefined): Promise<PasskeyQuestion> =>
  call('sign-in/passkey/options', { body: ticket === undefined ? {} : { ticket } });

export const sendPasskey = (ticket: string, response: object): Promise<Me> =>
  call('sign-in/passkey', { body: { ticket, response } });

/** @returns where the provider of the address is */
export const beginSingleSignOn = (email: string): Promise<{ url: string }> =>
  call('sign-in/single', { body: { email } });

export const forgetPassword = (email: string, language: Language): Promise<object> =>
  call('password/forgotten', { body: { email, language } });

export const lookAtLink = (kind: LinkKind, token: string): Promise<LinkView> =>
  call('links', { body: { kind, token } });

export const resetPassword = (token: string, password: string): Promise<object> =>
  call('password/reset', { body: { token, password } });

export const acceptInvitation = (answer: AcceptInvitation): Promise<Me> =>
  call('invitations/accept', { body: answer });

export const setUp = (form: SetUp): Promise<Me> => call('set-up', { body: form });

export const fetchAccount = (): Promise<OwnAccount> => call('account');

export const rename = (name: string): Promise<object> => call('account/name', { body: { name } });

export const changePassword = (current: string, password: string): Promise<object> =>
  call('account/password', { body: { current, password } });

export const startApp = (password: string): Promise<AppStart> =>
  call('account/app/start', { body: proof(password) });

export const confirmApp = (ticket: string, code: string): Promise<RecoveryCodes> =>
  call('account/app/confirm', { body: { ticket, code } });

export const removeApp = (password: string): Promise<object> =>
  call('account/app/remove', { body: proof(password) });

export const makeRecoveryCodes = (password: string): Promise<RecoveryCodes> =>
  call('account/recovery-codes', { body: proof(password) });

export const askNewPasskey = (password: string): Promise<PasskeyQuestion> =>
  call('account/passkeys/options', { body: proof(password) });

export const addPasskey = (
  ticket: string,
  name: string,
  response: object,
): Promise<RecoveryCodes> => call('account/passkeys', { body: { ticket, name, response } });

export const renamePasskey = (id: string, name: string): Promise<object> =>
  call('account/passkeys/rename', { body: { id, name } });

export const removePasskey = (id: string, password: string): Promise<object> =>
  call('account/passkeys/remove', { body: { id, ...proof(password) } });

export const endSession = (id: string): Promise<object> =>
  call('account/sessions/end', { body: { id } });

export const endOtherSessions = (): Promise<object> =>
  call('account/sessions/end-others', { body: {} });

/** Who signs in at a provider alone has none. */
function proof(password: string): { password?: string } {
  return password === '' ? {} : { password };
}
