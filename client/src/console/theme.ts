import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const pine: MantineColorsTuple = [
  '#e9f7f4',
  '#d3ece7',
  '#a6dacf',
  '#7fd0bf',
  '#4fc3ac',
  '#37a08b',
  '#1f8773',
  '#0f6b5c',
  '#0b574b',
  '#07443b',
];

/** The greys of ui/tokens.css in the dark scheme. */
const dark: MantineColorsTuple = [
  '#eceeea',
  '#c9cfcc',
  '#a5afab',
  '#77827e',
  '#343c3a',
  '#2c3331',
  '#212726',
  '#191d1c',
  '#141716',
  '#0e1110',
];

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: 7,
  colors: { pine, dark },
  autoContrast: true,
  fontFamily: 'var(--font)',
  headings: { fontFamily: 'var(--font)', fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
});

/** The kit's own greys miss AA in places; ours, which know both schemes, stand in for them. */
const greys = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-soft)',
  '--mantine-color-placeholder': 'var(--ink-soft)',
  '--mantine-color-error': 'var(--danger-ink)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-default': 'var(--surface-raised)',
  '--mantine-color-default-hover': 'var(--surface-sunken)',
  '--mantine-color-default-color': 'var(--ink)',
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: greys,
  dark: greys,
});
