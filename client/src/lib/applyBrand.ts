import { inkOn, legible, shapeContrast, textContrast } from './colour.ts';

/** The surfaces of ui/tokens.css. */
const surfaces = { light: '#ffffff', dark: '#191d1c' };

/**
 * Dresses what is inside of an element in an account's colour, moved as far as needed to be seen and read in both
 * schemes.
 *
 * @param colour CSS hex colour, `#rrggbb`
 */
export function applyBrand({ style }: HTMLElement, colour: string): void {
  for (const [scheme, surface] of Object.entries(surfaces)) {
    const shape = legible(colour, surface, shapeContrast);
    style.setProperty(`--brand-${scheme}`, shape);
    style.setProperty(`--on-brand-${scheme}`, inkOn(shape));
    style.setProperty(`--brand-ink-${scheme}`, legible(colour, surface, textContrast + 0.3));
  }
}

/** Back to our own colour. */
export function removeBrand({ style }: HTMLElement): void {
  for (const scheme of Object.keys(surfaces)) {
    for (const part of ['brand', 'on-brand', 'brand-ink']) {
      style.removeProperty(`--${part}-${scheme}`);
    }
  }
}
