const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size as people read it: `812 bytes`, `3.4 MB`, in their own format. */
export function formatBytes(bytes: number): string {
  const power = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)), 3);
  const unit = units[power] ?? 'byte';
  const unitDisplay = power === 0 ? 'long' : 'short';
  const options: Intl.NumberFormatOptions = {
    style: 'unit',
    unit,
    unitDisplay,
    maximumFractionDigits: power > 1 ? 1 : 0,
  };
  return new Intl.NumberFormat(undefined, options).format(bytes / 1024 ** power);
}
