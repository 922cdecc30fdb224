import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import { create as attachment } from 'content-disposition';
import * as z from 'zod';
import { recordingIdSchema } from '@beside/shared/domain/ids';
import { CodedError } from '@beside/shared/protocol/errors';
import {
  maxPieceBytes,
  maxPieceEventBytes,
  pieceQuerySchema,
} from '@beside/shared/protocol/recording';
import type { Actor, Technician } from '../desk/actor.ts';
import type { Playback } from '../desk/playback.ts';
import type { Recordings } from '../desk/recordings.ts';
import type { Limits } from '../limits/createLimits.ts';
import { parse } from '../gateway/bind.ts';
import type { ActorOf } from './actorOf.ts';
import { takeExport } from './limits.ts';
import { sendLines } from './sendLines.ts';

const numberSchema = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);

const maxBytes = maxPieceBytes + maxPieceEventBytes + 4;
/** What a look at what happened in a recording counts as; its lines are read as they are sent. */
const eventsKib = 16 * 1024;

/** `PUT /api/v1/recordings/<id>/pieces/<number>?from=&to=&endpoint=`: the next piece, as it is. */
export function createRecordingRoutes(
  recordings: Recordings,
  actorOf: ActorOf,
  limits: Limits,
): Router {
  const router = Router();
  const body = express.raw({ type: 'application/octet-stream', limit: maxBytes });
  const writers = new WeakMap<object, Actor>();
  // Whose it is comes first: bytes of nobody are not even taken in.
  const known: RequestHandler = async (request, _response, next) => {
    const actor = await actorOf(request);
    // Who does not say how much it is may send as much as goes into a piece.
    const announced = Number(request.headers['content-length'] ?? maxBytes);
    const kib = kibOf(Math.min(announced, maxBytes));
    const token = actor.party === 'technician' ? actor.user.id : actor.requestId;
    await limits.take('recorded-kib-by-token', token, kib);
    await limits.take('recorded-kib-by-account', actor.accountId, kib);
    writers.set(request, actor);
    next();
  };
  router.put('/recordings/:id/pieces/:number', known, body, async (request, response) => {
    const actor = writers.get(request);
    if (!actor) throw new CodedError('not-authenticated');
    const id = idOf(request);
    const number = numberOf(request);
    const span = parse(pieceQuerySchema, request.query);
    const bytes: unknown = request.body;
    if (!(bytes instanceof Uint8Array)) throw new CodedError('bad-request');
    await recordings.write(actor, id, { number, ...span, bytes });
    response.json({ ok: true, data: {} });
  });
  return router;
}

/** What is watched, by the key that `recordings/open` has given. */
export function createPlaybackRoutes(playback: Playback, actorOf: ActorOf, limits: Limits): Router {
  const router = Router();
  const readerOf = async (request: Request): Promise<Technician> => {
    const actor = await actorOf(request);
    if (actor.party !== 'technician') throw new CodedError('not-found');
    return actor;
  };

  router.get('/recordings/:id/pieces/:number', async (request, response) => {
    const reader = await readerOf(request);
    const [id, number] = [idOf(request), numberOf(request)];
    const picture = await playback.piece(reader, id, keyOf(request), number);
    await limits.take('watched-kib-by-token', reader.user.id, kibOf(picture.length));
    protect(response, 'video/webm');
    response.send(picture);
  });
  router.get('/recordings/:id/events', async (request, response) => {
    const reader = await readerOf(request);
    const lines = await playback.events(reader, idOf(request), keyOf(request));
    await limits.take('watched-kib-by-token', reader.user.id, eventsKib);
    protect(response, 'application/jsonl; charset=utf-8');
    await sendLines(lines, response);
  });
  router.get('/recordings/:id/file', async (request, response) => {
    const reader = await readerOf(request);
    const file = await playback.file(reader, idOf(request), keyOf(request));
    await takeExport(limits, reader);
    protect(response, 'video/webm');
    response.setHeader('Content-Disposition', attachment('recording.webm'));
    await sendLines(file, response);
  });
  return router;
}

const kibOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1024));

function idOf({ params }: Request) {
  const id = recordingIdSchema.safeParse(params['id']);
  if (!id.success) throw new CodedError('not-found');
  return id.data;
}

function numberOf({ params }: Request): number {
  const number = numberSchema.safeParse(params['number']);
  if (!number.success) throw new CodedError('not-found');
  return number.data;
}

function keyOf({ query }: Request): string {
  return typeof query['key'] === 'string' ? query['key'] : '';
}

function protect(response: Response, type: string): void {
  response.setHeader('Content-Type', type);
  response.setHeader('Cache-Control', 'private, no-store');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('X-Content-Type-Options', 'nosniff');
}
