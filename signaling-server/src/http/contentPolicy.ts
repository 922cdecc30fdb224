import { createHash } from 'node:crypto';

/** What is answered: one of the pages, a page that is words and one style, or what is no page. */
export type Face = 'portal' | 'console' | 'admin';

const shut = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** Of whatever is no page: nothing in it is to be loaded, run, or framed. */
export const noPagePolicy = shut.join('; ');

/**
 * What a page may do. Scripts are files of this origin alone, and nothing is evaluated. The console and
 * the management centre need inline styles for their component library, which makes style elements.
 *
 * @param framed whether our own management centre may show it in a frame
 */
export function pagePolicy(face: Face, framed = false): string {
  const style = face === 'portal' ? "'self'" : "'self' 'unsafe-inline'";
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "script-src 'self'",
    `style-src ${style}`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    // Made of what the page itself has loaded, so that pictures go on in a page that is hidden.
    "worker-src 'self' blob:",
    `frame-src ${face === 'admin' ? "'self'" : "'none'"}`,
    "form-action 'self'",
    `frame-ancestors ${framed ? "'self'" : "'none'"}`,
  ].join('; ');
}

/** Of a page of words with its one style element. */
export function wordsPolicy(style: string): string {
  const hash = createHash('sha256').update(style).digest('base64');
  return [...shut, `style-src 'sha256-${hash}'`].join('; ');
}
