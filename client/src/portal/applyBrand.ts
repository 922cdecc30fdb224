import { inkOn, legible, shapeContrast, textContrast } from '../lib/colour.ts';

/** The surfaces of ui/tokens.css. */
const surfaces = { light: '#ffffff', dark: '#191d1c' };

/**
 * Dresses the page in an account's colour, moved as far as needed to be seen and read in both
 * schemes.
 *
 * @param colour CSS hex colour, `#rrggbb`
 * @param logo the address of a picture, for the browser's tab
 */
export function applyBrand(colour: string, logo: string | null): void {
  setIcon(logo);
  const { style } = document.documentElement;
  for (const [scheme, surface] of Object.entries(surfaces)) {
    const shape = legible(colour, surface, shapeContrast);
    style.setProperty(`--brand-${scheme}`, shape);
    style.setProperty(`--on-brand-${scheme}`, inkOn(shape));
    style.setProperty(`--brand-ink-${scheme}`, legible(colour, surface, textContrast + 0.3));
  }
}

/** Our own icon, kept while another one is shown. */
let ownIcon: string | null = null;

function setIcon(logo: string | null): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  ownIcon ??= link.href;
  link.href = logo ?? ownIcon;
  // Whatever type it has, the browser sees for itself.
  link.type = logo === null ? 'image/svg+xml' : '';
}

/** Back to our own colour and icon. */
export function removeBrand(): void {
  setIcon(null);
  const { style } = document.documentElement;
  for (const scheme of Object.keys(surfaces)) {
    for (const part of ['brand', 'on-brand', 'brand-ink']) {
      style.removeProperty(`--${part}-${scheme}`);
    }
  }
}
