import { Router, type Request } from 'express';
import { parseCookie } from 'cookie';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import { CodedError } from '@beside/shared/protocol/errors';
import { openRequestSchema, signInSchema, slugSchema, type Me } from '@beside/shared/protocol/http';
import type { Intake } from '../desk/intake.ts';
import { parse } from '../gateway/bind.ts';
import { rooms, type GatewayServer } from '../gateway/caller.ts';
import type { Identity } from '../identity/signIn.ts';
import { hashToken } from '../identity/tokens.ts';
import type { Storage, User } from '../ports.ts';
import { clearSessionCookie, sessionCookie, setSessionCookie } from './cookies.ts';

interface Parts {
  identity: Identity;
  intake: Intake;
  storage: Storage;
  server: GatewayServer;
  secureCookies: boolean;
  limits: {
    openByAddress: RateLimiterMemory;
    /** Failed tries only. */
    signInByAddress: RateLimiterMemory;
    signInByEmail: RateLimiterMemory;
  };
}

/** `/api/v1`: what the pages ask before they have a socket. Answers are `{ok, data}` as on the socket. */
export function createApi({
  identity,
  intake,
  storage,
  server,
  secureCookies,
  limits,
}: Parts): Router {
  const api = Router();
  // Answers about people and sessions belong to no cache.
  api.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });

  api.get('/portals/:slug', async (request, response) => {
    const slug = slugSchema.safeParse(request.params.slug);
    if (!slug.success) throw new CodedError('not-found');
    response.json({ ok: true, data: await intake.portal(slug.data) });
  });

  api.post('/portals/:slug/requests', async (request, response) => {
    const slug = slugSchema.safeParse(request.params.slug);
    if (!slug.success) throw new CodedError('not-found');
    const form = parse(openRequestSchema, request.body);
    await take(limits.openByAddress, addressOf(request));
    response.json({ ok: true, data: await intake.open(slug.data, form, addressOf(request)) });
  });

  api.post('/sign-in', async (request, response) => {
    const { email, password } = parse(signInSchema, request.body);
    await assertLeft(limits.signInByAddress, addressOf(request));
    await assertLeft(limits.signInByEmail, email);
    try {
      const { user, token } = await identity.signIn(email, password);
      setSessionCookie(response, token, secureCookies);
      response.json({ ok: true, data: await meOf(storage, user) });
    } catch (failure) {
      if (failure instanceof CodedError) {
        await take(limits.signInByAddress, addressOf(request));
        await take(limits.signInByEmail, email);
      }
      throw failure;
    }
  });

  api.post('/sign-out', async (request, response) => {
    const token = tokenOf(request);
    if (token !== undefined) {
      await identity.signOut(token);
      const sockets = server.in(rooms.session(hashToken(token)));
      sockets.emit('socket:closing', { why: 'signed-out' });
      sockets.disconnectSockets(true);
    }
    clearSessionCookie(response);
    response.json({ ok: true, data: {} });
  });

  api.get('/me', async (request, response) => {
    const token = tokenOf(request);
    const user = token === undefined ? undefined : await identity.userByToken(token);
    if (!user) throw new CodedError('not-authenticated');
    response.json({ ok: true, data: await meOf(storage, user) });
  });

  return api;
}

async function meOf(storage: Storage, user: User): Promise<Me> {
  const account = await storage.forAccount(user.accountId).account();
  return { id: user.id, name: user.name, email: user.email, accountName: account?.name ?? '' };
}

function tokenOf(request: Request): string | undefined {
  return parseCookie(request.headers.cookie ?? '')[sessionCookie];
}

function addressOf(request: Request): string {
  return request.ip ?? 'unknown';
}

/** @throws CodedError('rate-limited', 'too-fast') */
async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  await limiter.consume(key).catch((refusal: unknown) => {
    if (refusal instanceof Error) throw refusal;
    throw new CodedError('rate-limited', 'too-fast');
  });
}

async function assertLeft(limiter: RateLimiterMemory, key: string): Promise<void> {
  const used = await limiter.get(key);
  if (used && used.remainingPoints <= 0) throw new CodedError('rate-limited', 'too-fast');
}
