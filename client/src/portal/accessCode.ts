/** How many digits an access code has (rule T7). */
export const accessCodeDigits = 9;

/** The digits of an access code, whatever came with them out of a message. */
export function digitsOf(typed: string): string {
  return typed.replaceAll(/\D/g, '').slice(0, accessCodeDigits);
}

/** An access code as it is read out: `123 456 789`. */
export function groupDigits(digits: string): string {
  return digits.replaceAll(/(\d{3})(?=\d)/g, '$1 ');
}
