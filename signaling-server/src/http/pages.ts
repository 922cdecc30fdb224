import { join } from 'node:path';
import express, { Router, type Response } from 'express';

const yearSeconds = 365 * 24 * 60 * 60;

/**
 * The built pages: hashed assets for ever, the pages themselves never cached.
 *
 * @param distDir absolute path of the client's build
 */
export function createPages(distDir: string): Router {
  const router = Router();
  for (const face of ['portal', 'console']) {
    router.use(
      `/assets/${face}`,
      express.static(join(distDir, face, 'assets', face), {
        index: false,
        immutable: true,
        maxAge: yearSeconds * 1000,
      }),
    );
  }
  const page =
    (face: string) =>
    (_request: unknown, response: Response): void => {
      response.setHeader('Cache-Control', 'no-cache');
      response.sendFile(join(distDir, face, `${face}.html`));
    };
  router.get('/console-push.js', (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(distDir, 'console', 'console-push.js'));
  });
  router.get('/', (_request, response) => response.redirect(302, '/console'));
  router.get(['/p/:slug', '/join'], page('portal'));
  router.get(['/console', '/console/*path'], page('console'));
  return router;
}
