import type { Noted } from './record.ts';

export interface Faults {
  sent: number;
  lost: number;
  doubled: number;
  reordered: number;
}

/** Strokes alone, as what has to arrive once and in order: moves may get lost. */
export function strokesIn(noted: readonly Noted[]): string[] {
  return noted
    .filter(({ type }) => type !== 'pointermove')
    .map(({ type, what }) => `${type} ${what}`);
}

/**
 * Compares what was done with what came of it. What is in neither order counts as reordered, what is
 * left over at the one end as lost, at the other as doubled.
 */
export function faultsOf(sent: readonly string[], came: readonly string[]): Faults {
  const { left, extra } = unmatched(sent, came);
  let reordered = 0;
  for (const stroke of extra) {
    const at = left.indexOf(stroke);
    if (at < 0) continue;
    left.splice(at, 1);
    reordered += 1;
  }
  return { sent: sent.length, lost: left.length, doubled: extra.length - reordered, reordered };
}

/** What is not in the longest sequence that both have in common. */
function unmatched(sent: readonly string[], came: readonly string[]) {
  const width = came.length + 1;
  const longest = new Uint16Array((sent.length + 1) * width);
  for (let row = sent.length - 1; row >= 0; row -= 1) {
    for (let column = came.length - 1; column >= 0; column -= 1) {
      const below = longest[(row + 1) * width + column] ?? 0;
      const beside = longest[row * width + column + 1] ?? 0;
      const both = (longest[(row + 1) * width + column + 1] ?? 0) + 1;
      longest[row * width + column] = sent[row] === came[column] ? both : Math.max(below, beside);
    }
  }
  const [left, extra]: [string[], string[]] = [[], []];
  let [row, column] = [0, 0];
  while (row < sent.length || column < came.length) {
    const [here, there] = [sent[row], came[column]];
    if (here !== undefined && here === there) {
      [row, column] = [row + 1, column + 1];
    } else if (
      there === undefined ||
      (here !== undefined &&
        (longest[(row + 1) * width + column] ?? 0) >= (longest[row * width + column + 1] ?? 0))
    ) {
      left.push(here ?? '');
      row += 1;
    } else {
      extra.push(there);
      column += 1;
    }
  }
  return { left, extra };
}
