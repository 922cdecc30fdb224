/** Red, green and blue of sRGB, 0 to 255. */
type Rgb = readonly [number, number, number];

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];

/** WCAG 2.2, 1.4.3 for text and 1.4.11 for the outline of controls. */
export const textContrast = 4.5;
export const shapeContrast = 3;

/** The text colour for `#rrggbb`: white wherever it can be read, else black. */
export function inkOn(background: string): string {
  return contrast(parse(background), white) >= textContrast ? '#ffffff' : '#000000';
}

/**
 * The colour, or the nearest darker or lighter one of its hue that stands out enough.
 *
 * @param least contrast ratio that has to be reached against `background`
 */
export function legible(colour: string, background: string, least: number): string {
  const from = parse(colour);
  const ground = parse(background);
  const towards = contrast(ground, black) > contrast(ground, white) ? black : white;
  for (let share = 0; share < 1; share += 0.04) {
    const mixed = mix(from, towards, share);
    if (contrast(mixed, ground) >= least) return format(mixed);
  }
  return format(towards);
}

/** The contrast ratio of WCAG 2.2, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  return contrast(parse(one), parse(other));
}

function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function mix(from: Rgb, towards: Rgb, share: number): Rgb {
  const at = (index: 0 | 1 | 2): number =>
    Math.round(from[index] + (towards[index] - from[index]) * share);
  return [at(0), at(1), at(2)];
}

function parse(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function format(rgb: Rgb): string {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
