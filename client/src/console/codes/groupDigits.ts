/** Nine digits in threes, as they are read out: `123 456 789`. */
export function groupDigits(digits: string): string {
  return digits.match(/.{1,3}/g)?.join(' ') ?? digits;
}
