import { join } from 'node:path';
import express, { Router, type RequestHandler, type Response } from 'express';
import { pagePolicy, type Face } from './contentPolicy.ts';

const yearSeconds = 365 * 24 * 60 * 60;

/** Of the embed, what keeps its name (rule P8): the tag's script, and what it opens. */
const embedFiles = [
  ['/embed.js', 'embed/embed.js', 'public, max-age=300'],
  ['/embed/panel.js', 'panel/embed/panel.js', 'no-cache'],
  ['/embed/tab.js', 'tab/embed/tab.js', 'no-cache'],
  ['/embed/panel.css', 'panel/embed/panel.css', 'no-cache'],
] as const;

/** Other sites may load these; there is nothing of anybody in them. */
const readableAnywhere: RequestHandler = (_request, response, next) => {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  next();
};

/**
 * The built pages: hashed assets for ever, the pages themselves never cached.
 *
 * @param distDir absolute path of the client's build
 */
export function createPages(distDir: string): Router {
  const router = Router();
  for (const face of ['portal', 'console', 'admin', 'panel']) {
    router.use(
      `/assets/${face}`,
      ...(face === 'panel' ? [readableAnywhere] : []),
      express.static(join(distDir, face, 'assets', face), {
        index: false,
        immutable: true,
        maxAge: yearSeconds * 1000,
      }),
    );
  }
  for (const [path, file, caching] of embedFiles) {
    router.get(path, readableAnywhere, (_request, response) => {
      response.setHeader('Cache-Control', caching);
      response.sendFile(join(distDir, file), { cacheControl: false });
    });
  }
  const page =
    (face: Face, framed = false) =>
    (_request: unknown, response: Response): void => {
      response.setHeader('Content-Security-Policy', pagePolicy(face, framed));
      response.setHeader('Cache-Control', 'no-cache');
      response.sendFile(join(distDir, face, `${face}.html`));
    };
  router.get('/console-push.js', (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(distDir, 'console', 'console-push.js'));
  });
  router.get('/licences.txt', (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(distDir, 'licences.txt'));
  });
  router.get('/', (_request, response) => response.redirect(302, '/console'));
  router.get(['/p/:slug', '/p/:slug/session', '/join', '/join/session', '/verify'], page('portal'));
  router.get(['/console', '/console/*path'], page('console'));
  // The portal's own page, in a frame of the management centre and of nobody else.
  router.get('/admin/preview', page('portal', true));
  router.get(['/admin', '/admin/*path'], page('admin'));
  return router;
}
