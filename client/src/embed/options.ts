/** What a site says of the embed in its one script tag. */
export interface EmbedOptions {
  /** Origin of the installation that the script came from. */
  server: string;
  slug: string;
  /** BCP 47, over the browser's own. */
  language?: string | undefined;
  /** On which side of the window the button floats. */
  position: 'left' | 'right';
  /** What the button says, in place of our own words. */
  label?: string | undefined;
}

const maxLabelLength = 40;

/** @returns undefined where the tag names no portal */
export function readOptions({
  src,
  dataset,
}: Pick<HTMLScriptElement, 'src' | 'dataset'>): EmbedOptions | undefined {
  const { portal, language, position, label } = dataset;
  if (!portal || !URL.canParse(src)) return undefined;
  return {
    server: new URL(src).origin,
    slug: portal,
    language,
    position: position === 'left' ? 'left' : 'right',
    label: label?.trim().slice(0, maxLabelLength) || undefined,
  };
}
