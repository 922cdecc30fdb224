const bars = '▁▂▃▄▅▆▇█';

/** A row of bars, from zero to the greatest, as wide as a line. */
export function graph(values: readonly number[], width = 72): string {
  const columns = Math.min(width, values.length);
  const most = Math.max(...values, 1);
  return Array.from({ length: columns }, (_, at) => {
    const part = values.slice(
      Math.floor((at * values.length) / columns),
      Math.max(
        Math.floor(((at + 1) * values.length) / columns),
        Math.floor((at * values.length) / columns) + 1,
      ),
    );
    const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
    return bars[Math.min(bars.length - 1, Math.floor((mean / most) * bars.length))];
  }).join('');
}
