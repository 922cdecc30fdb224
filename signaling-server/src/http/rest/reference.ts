import { Router } from 'express';
import { createOpenApi, type OpenApi } from '@beside/shared/protocol/rest/openApi';
import { wordsPolicy } from '../contentPolicy.ts';
import { referenceStyle } from './referenceStyle.ts';
import { renderReference } from './renderReference.ts';

/** The document of the API and, for people, a page that is made of it; both need no key. */
export function createReference(baseUrl: () => string): Router {
  let made: { url: string; document: OpenApi; page: string } | undefined;
  const current = () => {
    const url = baseUrl();
    if (made?.url !== url) {
      const document = createOpenApi(url);
      made = { url, document, page: renderReference(document) };
    }
    return made;
  };
  const router = Router();
  router.get('/api/openapi.json', (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache');
    response.json(current().document);
  });
  router.get('/api', (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache');
    response.setHeader('Content-Security-Policy', wordsPolicy(referenceStyle));
    response.type('html').send(current().page);
  });
  return router;
}
