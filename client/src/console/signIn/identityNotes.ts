import type { Translate } from '../../i18n/words.ts';

const refusals = [
  'single-sign-on-failed',
  'single-sign-on-refused',
  'single-sign-on-unknown',
] as const;

/** What the page of signing in says before anything was tried there. */
export function identityNotes(
  why: 'ended' | 'reset' | null,
  t: Translate,
): { note: string | null; earlier: string | null } {
  // A provider sends the browser back by an address.
  const sent = new URLSearchParams(location.search).get('sign-in');
  const refusal = refusals.find((one) => one === sent);
  return {
    note: why === null ? null : t(why === 'ended' ? 'sign-in.ended' : 'sign-in.reset-done'),
    earlier: refusal && why === null ? t(`sign-in.${refusal}`) : null,
  };
}
