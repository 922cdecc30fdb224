import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A customer's own site: two pages that link to each other, and no kindness to what it carries. */
export interface ForeignSite {
  /** Of its pages `/one` and `/two`, of a form in two steps, `/form` and `/check`, and of `/bare`. */
  origin: string;
  close(): Promise<void>;
}

/** Reaches for everything, as the style sheets of grown sites do. */
const hostileCss = `
  html { font-size: 62.5%; }
  * { font-family: "Comic Sans MS", cursive !important; letter-spacing: 3px; text-transform: uppercase;
      --brand: red; --surface: red; --ink: red; }
  div, section, beside-embed { display: none !important; color: red !important; opacity: 0.1 !important;
      transform: rotate(5deg) !important; pointer-events: none !important; }
  button, p, span { background: hotpink !important; border: 5px solid lime !important; }
  main { position: relative; z-index: 2147483647; padding: 40px; background: #fff8e7; color: #222; }
  body { margin: 0; min-height: 200vh; background: #fff8e7; }`;

interface Page {
  title: string;
  other: string;
  /** What stands there besides. */
  more?: string;
  /** Without our script. */
  bare?: true;
}

const form = `<p id="clock">0</p><p><button type="button" id="count">Count</button> <output id="times">0</output></p>
  <p><label>Street <input id="street"></label></p>
  <p><label>Card <input id="card" data-beside-private></label></p>`;

interface SiteOptions {
  /** Origin of the installation. */
  beside: string;
  portal: string;
  /** Of its first page. */
  title?: string;
}

/**
 * Serves it at a host of its own, under a policy that allows what the README says and nothing else;
 * the script stands in the head, before there is a body.
 */
export async function startForeignSite({
  beside,
  portal,
  title = 'Shop',
}: SiteOptions): Promise<ForeignSite> {
  const pages: Record<string, Page> = {
    '/one': { title, other: '/two' },
    '/two': { title: 'Basket', other: '/one' },
    '/form': { title: 'Claim', other: '/check', more: form },
    '/check': { title: 'Check', other: '/form', more: form },
    '/bare': { title: 'Bare', other: '/form', more: form, bare: true },
  };
  const sockets = beside.replace(/^http/, 'ws');
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${beside}`,
    "style-src 'self'",
    `connect-src ${beside} ${sockets}`,
    `img-src ${beside} blob:`,
    "form-action 'self'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  const tag = `<script async src="${beside}/embed.js" data-portal="${portal}"></script>`;
  const document = ({ title, other, more = '', bare }: Page): string =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="/site.css">
    ${bare ? '' : tag}</head>
    <body><main><h1>${title}</h1><a href="${other}">Go on</a>
    <label>Search <input type="search"></label>${more}</main><script src="/site.js"></script></body></html>`;
  const script = `
    window.pressed = [];
    // Of a page at rest there is nothing to show.
    const clock = document.querySelector('#clock');
    if (clock) setInterval(() => { clock.textContent = Math.round(performance.now()); }, 100);
    document.querySelector('#count')?.addEventListener('click', () => {
      document.querySelector('#times').textContent++;
    });
    document.addEventListener('keydown', ({ key }) => window.pressed.push(key));`;

  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const page = pages[pathname];
    const [type, text] = page
      ? ['text/html', document(page)]
      : pathname === '/site.css'
        ? ['text/css', hostileCss]
        : pathname === '/site.js'
          ? ['text/javascript', script]
          : ['text/plain', ''];
    response.writeHead(text ? 200 : 404, {
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': policy,
    });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    // The installation is called by its number: to a browser this is another site.
    origin: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
