import { describe, expect, it } from 'vitest';
import { contrastOf, inkOn, legible, textContrast } from './colour.ts';

const brands = ['#000000', '#ffffff', '#ffeb3b', '#0f6b5c', '#c2410c', '#7f7f7f', '#1a237e'];

describe('colours of an account', () => {
  it.each(brands)('[P1] text on %s can be read', (brand) => {
    expect(contrastOf(brand, inkOn(brand))).toBeGreaterThanOrEqual(textContrast);
  });

  it.each(brands)('[P1] %s as text can be read on light and on dark', (brand) => {
    for (const ground of ['#ffffff', '#171a1c']) {
      const ink = legible(brand, ground, textContrast);
      expect(contrastOf(ink, ground)).toBeGreaterThanOrEqual(textContrast);
    }
  });

  it('leaves a colour that can be read as it is', () => {
    expect(legible('#0f6b5c', '#ffffff', textContrast)).toBe('#0f6b5c');
  });
});
