import { Router } from 'express';
import { CodedError } from '@beside/shared/protocol/errors';
import {
  helperEntrySchema,
  joinSchema,
  openRequestSchema,
  slugSchema,
} from '@beside/shared/protocol/http';
import type { Codes } from '../desk/codes.ts';
import type { Intake } from '../desk/intake.ts';
import type { Portals } from '../desk/portals.ts';
import { parse } from '../gateway/bind.ts';
import type { Limits } from '../limits/createLimits.ts';
import type { Helpers } from '../session/helpers.ts';
import { addressOf } from './limits.ts';

interface Parts {
  intake: Intake;
  portals: Portals;
  codes: Codes;
  helpers: Helpers;
  limits: Limits;
}

/** `/api/v1`: what the pages ask before they have a socket. Answers are `{ok, data}` as on the socket. */
export function createApi({ intake, portals, codes, helpers, limits }: Parts): Router {
  const api = Router();
  api.get('/portals/:slug', async (request, response) => {
    const slug = slugSchema.safeParse(request.params.slug);
    if (!slug.success) throw new CodedError('not-found');
    response.json({ ok: true, data: await portals.view(slug.data) });
  });

  api.get('/portals/:slug/logo/:hash', async (request, response) => {
    const slug = slugSchema.safeParse(request.params.slug);
    if (!slug.success) throw new CodedError('not-found');
    const { mediaType, bytes } = await portals.logo(slug.data, request.params.hash);
    // The hash names the bytes: they never change under this address.
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    response.setHeader('Content-Security-Policy', "default-src 'none'");
    // Shown on sites that carry the portal, too; and no secret of anybody's.
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    response.type(mediaType).send(bytes);
  });

  api.post('/portals/:slug/requests', async (request, response) => {
    const slug = slugSchema.safeParse(request.params.slug);
    if (!slug.success) throw new CodedError('not-found');
    const form = parse(openRequestSchema, request.body);
    const address = addressOf(request);
    await limits.take('forms-by-address', address);
    const { account } = await portals.find(slug.data);
    await limits.take('forms-by-account', account.id);
    const data = await guarded(address, form.code, () => intake.open(slug.data, form, address));
    response.json({ ok: true, data });
  });

  api.post('/join', async (request, response) => {
    const sent = parse(joinSchema, request.body);
    if (sent.name === '') throw CodedError.wrongField('name');
    const address = addressOf(request);
    const data = await guarded(address, sent.code, () =>
      codes.join({
        ...sent,
        form: { ...sent, answers: [] },
        source: { ...sent.source, address },
        portal: undefined,
      }),
    );
    response.json({ ok: true, data });
  });

  api.post('/helpers', async (request, response) => {
    const entry = parse(helperEntrySchema, request.body);
    await guarded(addressOf(request), entry.code, () => helpers.enter(entry));
    response.json({ ok: true, data: {} });
  });

  /** Codes can be guessed: who fails often has to wait, and so has everybody when all do (rule P3). */
  const guarded = async <T>(
    address: string,
    code: string | undefined,
    join: () => Promise<T>,
  ): Promise<T> => {
    if (code === undefined) return join();
    await limits.assertLeft('wrong-codes-by-address', address);
    await limits.assertLeft('wrong-codes-by-everybody', 'all');
    try {
      return await join();
    } catch (failure) {
      if (failure instanceof CodedError && failure.reason === 'wrong-code') {
        await limits.take('wrong-codes-by-address', address);
        await limits.take('wrong-codes-by-everybody', 'all');
      }
      throw failure;
    }
  };

  return api;
}
