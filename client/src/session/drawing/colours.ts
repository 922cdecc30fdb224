/** Of the customer and then of everybody else, in the order they come; strong on light and dark. */
const colours = [
  '#0b57d0',
  '#d4380d',
  '#7b2cbf',
  '#00796b',
  '#b5179e',
  '#8d5a00',
  '#3d5a00',
  '#9b1c31',
] as const;

export function colourOf(author: number): string {
  return colours[author % colours.length] ?? colours[0];
}
