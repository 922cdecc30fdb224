/** Shortest password that is taken, in characters (OWASP ASVS 4.0.3, rule 2.1.1). */
export const minPasswordLength = 12;
export const maxPasswordLength = 1024;

export type PasswordFault = 'too-short' | 'too-common' | 'too-personal';

/** The stems of passwords that are tried first everywhere; with digits and signs they are no better. */
const commonStems = [
  'password',
  'passwort',
  'contraseña',
  'contrasena',
  'qwertyuiop',
  'qwertzuiop',
  'asdfghjkl',
  'letmein',
  'iloveyou',
  'welcome',
  'willkommen',
  'administrator',
  'admin',
  'changeme',
  'secret',
  'sunshine',
  'football',
  'princess',
  'dragon',
  'monkey',
  'beside',
  'support',
];

/**
 * What is wrong with a new password: length counts, not kinds of characters (NIST SP 800-63B, section
 * 5.1.1.2), and nothing that is guessed first.
 *
 * @param about the person's address and name, and other words that everybody knows
 */
export function passwordFault(password: string, about: readonly string[]): PasswordFault | null {
  const text = password.normalize('NFKC');
  if ([...text].length < minPasswordLength) return 'too-short';
  const plain = text.toLowerCase();
  const letters = plain.replaceAll(/[^\p{L}]/gu, '');
  if (new Set(plain).size < 5 || isRun(plain) || isRepeated(plain)) return 'too-common';
  if (commonStems.some((stem) => letters.replaceAll(stem, '').length <= 2)) return 'too-common';
  const words = about
    .flatMap((one) => [one, ...one.split(/[\s@.]+/)])
    .map((one) => one.toLowerCase())
    .filter((one) => [...one].length >= 3);
  const left = words.reduce((rest, word) => rest.replaceAll(word, ''), plain);
  return words.some((word) => plain.includes(word)) && [...left].length < 6 ? 'too-personal' : null;
}

/** As on the keyboard or in the alphabet: 123456789012, abcdefghijkl. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((letter, at) => {
    const step = (letter.codePointAt(0) ?? 0) - (text.codePointAt(at) ?? 0);
    return Math.abs(step) === 1 || Math.abs(step) === 9;
  });
  return steps.filter(Boolean).length >= steps.length * 0.8;
}

function isRepeated(text: string): boolean {
  return /^(.{1,6})\1+$/u.test(text);
}
