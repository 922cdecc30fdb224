import { passwordFault, type PasswordFault } from '@beside/shared/domain/passwordRules';
import { CodedError } from '@beside/shared/protocol/errors';
import { hashPassword } from './passwords.ts';

const reasons = {
  'too-short': 'password-too-short',
  'too-common': 'password-too-common',
  'too-personal': 'password-too-personal',
} as const satisfies Record<PasswordFault, string>;

/**
 * @param about the person's address and name, and what else everybody knows
 * @returns what is stored of it
 * @throws CodedError('bad-request', 'password-…')
 */
export async function hashNewPassword(password: string, about: readonly string[]): Promise<string> {
  assertGood(password, about);
  return hashPassword(password);
}

/** @throws CodedError('bad-request', 'password-…') */
export function assertGood(password: string, about: readonly string[]): void {
  const fault = passwordFault(password, about);
  if (fault) throw new CodedError('bad-request', reasons[fault]);
}
