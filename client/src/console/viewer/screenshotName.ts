/** `Screenshot 2026-11-21 14.03.png`, by the clock here: in order by name, and allowed in every system. */
export function screenshotName(word: string, at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${word} ${day} ${two(at.getHours())}.${two(at.getMinutes())}.png`;
}
