import { Router, type Request, type Response } from 'express';
import type { DataStore, Server } from '@tus/server';
import * as z from 'zod';
import {
  fileIdSchema,
  messageIdSchema,
  requestIdSchema,
  type FileId,
} from '@beside/shared/domain/ids';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Actor } from '../desk/actor.ts';
import type { Uploads } from '../desk/uploads.ts';
import { parse, toWireError } from '../gateway/bind.ts';
import type { Limits } from '../limits/createLimits.ts';
import type { Logger } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { ActorOf } from './actorOf.ts';
import { addressOf } from './limits.ts';
import { httpStatus } from './status.ts';

const path = '/api/v1/uploads';

/** What a page says of a file, in `Upload-Metadata`. */
const metadataSchema = z.strictObject({
  requestId: requestIdSchema,
  /** Of the entry that it becomes. */
  id: messageIdSchema,
  name: z.string().max(4096),
});
/** Of a size that is known at the start, and can be. */
const lengthSchema = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

interface Parts {
  uploads: Uploads;
  openStore: () => Promise<DataStore>;
  actorOf: ActorOf;
  limits: Limits;
  log: Logger;
  metrics: Metrics;
}

/**
 * Resumable uploads by the tus protocol, version 1.0.0 (creation, termination). Bytes go where files
 * are kept; whether they may, and what becomes of them, is the desk's affair.
 */
export function createUploadRoutes({
  uploads,
  openStore,
  actorOf,
  limits,
  log,
  metrics,
}: Parts): Router {
  const actors = new WeakMap<object, Actor>();
  const callerOf = ({ runtime }: Carried): Actor => {
    const incoming = runtime?.node?.req;
    const actor = incoming && actors.get(incoming);
    if (!actor) throw new CodedError('not-authenticated');
    return actor;
  };

  /** What is said to be coming counts before it comes; what is refused is given back. */
  const takingRoom = async <T>(
    actor: Actor,
    bytes: number,
    begin: () => Promise<T>,
  ): Promise<T> => {
    const kib = Math.max(1, Math.ceil(bytes / 1024));
    const token = actor.party === 'technician' ? actor.user.id : actor.requestId;
    await limits.take('upload-kib-by-token', token, kib);
    await limits.take('upload-kib-by-account', actor.accountId, kib);
    try {
      return await begin();
    } catch (failure) {
      await limits.giveBack('upload-kib-by-token', token, kib);
      await limits.giveBack('upload-kib-by-account', actor.accountId, kib);
      throw failure;
    }
  };

  const options: Omit<ConstructorParameters<typeof Server>[0], 'datastore'> = {
    path,
    relativeLocation: true,
    // Pages of other origins are not helped to read an answer.
    allowedOrigins: () => false,
    namingFunction: (request, metadata) => {
      const size = parse(lengthSchema, request.headers.get('upload-length'));
      const { requestId, id, name } = parse(metadataSchema, metadata);
      const actor = callerOf(request);
      return takingRoom(actor, size, () =>
        uploads.begin(actor, { requestId, entryId: id, name, size }),
      );
    },
    // What a person called it is stored with the row, and nowhere else.
    onUploadCreate: () => Promise.resolve({ metadata: {} }),
    async onUploadFinish(request, { id }) {
      await uploads.received(callerOf(request).accountId, id as FileId);
      return {};
    },
    onResponseError(_request, failure) {
      if (!(failure instanceof Error)) return undefined;
      const error = toWireError(failure);
      metrics.refused.inc({ event: 'upload', code: error.code });
      if (error.code === 'internal')
        log.error({ err: failure, traceId: error.traceId }, 'an upload failed');
      return { status_code: httpStatus(error), body: JSON.stringify({ ok: false, error }) };
    },
  };

  /** The library is loaded with the first upload: it is not small. */
  const open = async (): Promise<Server> => {
    const tus = await import('@tus/server');
    return new tus.Server({ ...options, datastore: await openStore() });
  };
  let opening: Promise<Server> | undefined;
  const carry = async (request: Request, response: Response): Promise<void> => {
    opening ??= open();
    await (await opening).handle(request, response);
  };

  const idOf = (request: Request): FileId => {
    const id = fileIdSchema.safeParse(request.params['id']);
    if (!id.success) throw new CodedError('not-found');
    return id.data;
  };

  const router = Router();
  router.post('/uploads', async (request, response) => {
    await limits.take('uploads-by-address', addressOf(request));
    actors.set(request, await actorOf(request));
    await carry(request, response);
  });
  router.head('/uploads/:id', async (request, response) => {
    const actor = await actorOf(request);
    await uploads.assertOwn(actor, idOf(request), true);
    await carry(request, response);
  });
  router.patch('/uploads/:id', async (request, response) => {
    const actor = await actorOf(request);
    await uploads.assertOwn(actor, idOf(request), false);
    actors.set(request, actor);
    await carry(request, response);
  });
  router.delete('/uploads/:id', async (request, response) => {
    const actor = await actorOf(request);
    const id = idOf(request);
    await uploads.assertOwn(actor, id, false);
    await carry(request, response);
    if (response.statusCode === 204) await uploads.aborted(actor.accountId, id);
  });
  return router;
}

/** The request of Node that the library's own stands for. */
interface Carried {
  runtime?: { node?: { req?: object | undefined } | undefined } | undefined;
}
