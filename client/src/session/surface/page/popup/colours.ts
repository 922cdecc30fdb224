import type { ListItem } from './listPopup.ts';

/** Twelve hues in three shades, and greys: what a person points at, not all that there is. */
const palette = [
  ...['#000000', '#444444', '#888888', '#cccccc', '#ffffff'],
  ...['#b71c1c', '#f44336', '#ffcdd2', '#bf360c', '#ff9800', '#ffe0b2'],
  ...['#f57f17', '#ffeb3b', '#fff9c4', '#1b5e20', '#4caf50', '#c8e6c9'],
  ...['#006064', '#00bcd4', '#b2ebf2', '#0d47a1', '#2196f3', '#bbdefb'],
  ...['#4a148c', '#9c27b0', '#e1bee7', '#880e4f', '#e91e63', '#f8bbd0'],
];

/** What the page proposes comes first, then what is chosen now, then a palette. */
export function colourItems(field: HTMLInputElement): (ListItem & { colour: string })[] {
  const proposed = [...(field.list?.options ?? [])].map(({ value }) => value.toLowerCase());
  const known = proposed.filter((value) => /^#[\da-f]{6}$/.test(value));
  const colours = new Set([...known, field.value, ...palette]);
  return [...colours].map((colour) => ({ label: colour, colour }));
}
