import { RequestFailed } from '../../signaling/signaling.ts';
import type { Translate } from '../../i18n/words.ts';

/** As much of a zod schema as a form needs. */
interface Schema {
  safeParse(
    values: unknown,
  ):
    | { success: true }
    | { success: false; error: { issues: { code: string; path: PropertyKey[] }[] } };
}

/** What is wrong with a form, at each field that it is wrong with. */
export function faultsOf(schema: Schema, values: unknown, t: Translate): Record<string, string> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return {};
  const faults: Record<string, string> = {};
  for (const { code, path } of parsed.error.issues) {
    const field = path.join('.');
    faults[field] ??=
      code === 'too_small'
        ? t('fault.empty')
        : code === 'too_big'
          ? t('fault.long')
          : wrongWords(String(path.at(-1)), t);
  }
  return faults;
}

/** What does not fit into a field of that name. */
function wrongWords(field: string, t: Translate): string {
  switch (field) {
    case 'email':
    case 'url':
      return t(`fault.${field}`);
    case 'shortcut':
      return t('reply.shortcut-wrong');
    case 'text':
      return t('fault.placeholder');
    default:
      return t('fault.wrong');
  }
}

/**
 * Why the server did not do something, in the reader's words.
 *
 * @throws what is not an answer of the server
 */
export function refusalWords(error: unknown, t: Translate): string {
  if (!(error instanceof RequestFailed)) throw error;
  switch (error.reason) {
    case 'last-administrator':
    case 'not-yours-to-give':
    case 'name-taken':
    case 'slug-taken':
    case 'in-use':
    case 'own-user':
    case 'email-taken':
      return t(`refusal.${error.reason}`);
    case 'shortcut-taken':
      return t('reply.shortcut-taken');
    case 'too-many':
      return t('limit.too-many');
    case 'file-mismatch':
      return t('profile.wrong');
    case 'file-limit':
      return t('profile.too-many');
    case 'too-large':
      return t('fault.long');
    case 'too-fast':
      return t('error.too-fast');
    default:
  }
  switch (error.code) {
    case 'forbidden':
      return t('refusal.forbidden');
    case 'not-found':
      return t('refusal.not-found');
    case 'bad-request':
      return t('fault.wrong');
    case 'not-authenticated':
      return t('sign-in.ended');
    default:
      return t(error.code === 'internal' ? 'error.internal' : 'error.unavailable');
  }
}
