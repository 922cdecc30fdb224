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
import { parse } from '../gateway/bind.ts';
import type { ActorOf } from './actorOf.ts';
import { sendLines } from './sendLines.ts';

const numberSchema = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);

/** `PUT /api/v1/recordings/<id>/pieces/<number>?from=&to=&endpoint=`: the next piece, as it is. */
export function createRecordingRoutes(recordings: Recordings, actorOf: ActorOf): Router {
  const router = Router();
  const body = express.raw({
    type: 'application/octet-stream',
    limit: maxPieceBytes + maxPieceEventBytes + 4,
  });
  const writers = new WeakMap<object, Actor>();
  // Whose it is comes first: bytes of nobody are not even taken in.
  const known: RequestHandler = async (request, _response, next) => {
    writers.set(request, await actorOf(request));
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
export function createPlaybackRoutes(playback: Playback, actorOf: ActorOf): Router {
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
    protect(response, 'video/webm');
    response.send(picture);
  });
  router.get('/recordings/:id/events', async (request, response) => {
    const lines = await playback.events(await readerOf(request), idOf(request), keyOf(request));
    protect(response, 'application/jsonl; charset=utf-8');
    await sendLines(lines, response);
  });
  router.get('/recordings/:id/file', async (request, response) => {
    const file = await playback.file(await readerOf(request), idOf(request), keyOf(request));
    protect(response, 'video/webm');
    response.setHeader('Content-Disposition', attachment('recording.webm'));
    await sendLines(file, response);
  });
  return router;
}

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
