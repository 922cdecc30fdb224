import { pipeline } from 'node:stream/promises';
import { Router, type Request, type Response } from 'express';
import { create as attachment } from 'content-disposition';
import { isIos } from '@beside/shared/domain/fileTypes';
import type { Downloads } from '../desk/downloads.ts';
import type { Limits } from '../limits/createLimits.ts';
import type { Metrics } from '../ops/metrics.ts';
import { addressOf } from './limits.ts';

/**
 * Files and profiles by signed links. Whatever is in a file, no page of ours is where it runs: it is
 * a download, of the type that was found, in a sandbox should a browser show it after all.
 */
export function createDownloadRoutes(
  downloads: Downloads,
  limits: Limits,
  metrics: Metrics,
): Router {
  const router = Router();

  router.get('/files/:id', async (request, response) => {
    const { file, read } = await downloads.openFile(request.params.id, keyOf(request));
    protect(response);
    response.setHeader(
      'Content-Type',
      file.type === 'text/plain' ? 'text/plain; charset=utf-8' : file.type,
    );
    response.setHeader('Content-Disposition', attachment(file.name));
    response.setHeader('Accept-Ranges', 'bytes');
    const range = rangeOf(request, file.size);
    if (range === 'outside') {
      response.setHeader('Content-Range', `bytes */${file.size}`);
      response.status(416).end();
      return;
    }
    const bytes = range ? range.end - range.start + 1 : file.size;
    const kib = Math.max(1, Math.ceil(bytes / 1024));
    await limits.take('download-kib-by-address', addressOf(request), kib);
    const content = await read(range);
    if (range) {
      response.status(206);
      response.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${file.size}`);
    }
    response.setHeader('Content-Length', bytes);
    metrics.files.inc({ step: 'downloaded' });
    await send(content, response);
  });

  router.get('/profiles/:id', async (request, response) => {
    const { name, content } = await downloads.openProfile(request.params.id, keyOf(request));
    protect(response);
    response.setHeader('Content-Type', 'application/x-apple-aspen-config');
    // Safari offers to install what it opens, and only to save what it is told to save.
    if (!isIos(request.headers['user-agent'] ?? '')) {
      response.setHeader('Content-Disposition', attachment(`${name}.mobileconfig`));
    }
    metrics.files.inc({ step: 'profile-downloaded' });
    response.send(content);
  });
  return router;
}

function protect(response: Response): void {
  response.setHeader('Cache-Control', 'private, no-store');
  response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
}

function keyOf({ query }: Request): string {
  return typeof query['key'] === 'string' ? query['key'] : '';
}

/** The one part that is asked for; several are answered with the whole. */
function rangeOf(
  request: Request,
  size: number,
): { start: number; end: number } | 'outside' | undefined {
  const ranges = request.range(size);
  if (ranges === -1) return 'outside';
  const [range, ...more] = Array.isArray(ranges) && ranges.type === 'bytes' ? ranges : [];
  return more.length === 0 ? range : undefined;
}

/** Who goes away in the middle is no failure of ours. */
async function send(content: NodeJS.ReadableStream, response: Response): Promise<void> {
  try {
    await pipeline(content, response);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw failure;
  }
}
