interface Size {
  width: number;
  height: number;
}

/** Left free above and below, so that the stroke is not cut. */
const margin = 2;

/**
 * The outlines of a graph, as data of SVG paths; with a gap where there is no value.
 *
 * @param length values that the whole width stands for; the newest is at the right
 * @param least what the whole height stands for, unless a value is greater
 */
export function sparklinePaths(
  values: readonly (number | null)[],
  length: number,
  least: number,
  { width, height }: Size,
): { line: string; area: string } {
  const top = Math.max(least, ...values.map((value) => value ?? 0));
  const step = width / Math.max(1, length - 1);
  const begin = width - (values.length - 1) * step;
  const x = (at: number): number => round(begin + at * step);
  const y = (value: number): number =>
    round(height - margin - (value / top) * (height - 2 * margin));
  const runs = runsOf(values);
  const points = (run: Run): string =>
    run.values.map((value, at) => `${x(run.from + at)} ${y(value)}`).join('L');
  return {
    line: runs.map((run) => `M${points(run)}`).join(''),
    area: runs
      .map((run) => {
        const last = run.from + run.values.length - 1;
        return `M${x(run.from)} ${height}L${points(run)}L${x(last)} ${height}Z`;
      })
      .join(''),
  };
}

interface Run {
  from: number;
  values: number[];
}

function runsOf(values: readonly (number | null)[]): Run[] {
  const runs: Run[] = [];
  values.forEach((value, at) => {
    if (value === null) return;
    const last = runs.at(-1);
    if (last && last.from + last.values.length === at) last.values.push(value);
    else runs.push({ from: at, values: [value] });
  });
  return runs;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
