import { createHmac } from 'node:crypto';
import { v7 as uuidV7 } from 'uuid';
import * as z from 'zod';
import { requestIdSchema, type RequestId, type UserId } from '@beside/shared/domain/ids';
import { timeSchema, type SupportRequest } from '@beside/shared/domain/request';
import { isOver } from '@beside/shared/domain/requestPhase';
import { CodedError } from '@beside/shared/protocol/errors';
import type { requests as contract } from '@beside/shared/protocol/rest/requests';
import { assertMay, findSeen, technicianViewer, type Technician } from '../../desk/actor.ts';
import type { Codes } from '../../desk/codes.ts';
import type { Intake } from '../../desk/intake.ts';
import type { Notes } from '../../desk/notes.ts';
import { requestFacts } from '../../desk/requestFacts.ts';
import type { Requests } from '../../desk/requests.ts';
import type { KeyHolder } from '../../identity/apiKeys.ts';
import type { Storage } from '../../ports.ts';
import type { RestHandlers } from './restHandlers.ts';
import { codeView, noteView } from './views.ts';

export interface RequestParts {
  storage: Storage;
  intake: Intake;
  requests: Requests;
  notes: Notes;
  codes: Codes;
  /** Of which the tokens of customers are made whose requests programs open. */
  key: string;
  baseUrl: () => string;
}

const markSchema = z.tuple([z.boolean(), timeSchema, requestIdSchema]);

function writeMark({ phase, createdAt, id }: SupportRequest): string {
  return Buffer.from(JSON.stringify([isOver(phase), createdAt, id])).toString('base64url');
}

/** @throws CodedError('bad-request') */
function readMark(mark: string) {
  try {
    const [over, createdAt, id] = markSchema.parse(
      JSON.parse(Buffer.from(mark, 'base64url').toString()),
    );
    return { isOver: over, createdAt, id };
  } catch {
    throw CodedError.wrongField('after');
  }
}

/** In whose name a key does what it does at the desk. */
export function actorOf({ by: { user } }: KeyHolder): Technician {
  return { party: 'technician', accountId: user.accountId, user };
}

export function createRequestHandlers(
  parts: RequestParts,
): Pick<RestHandlers, keyof typeof contract> {
  const { storage, intake, requests, notes, codes, key, baseUrl } = parts;

  const seen = async (holder: KeyHolder, id: RequestId) =>
    requestFacts((await findSeen(storage, actorOf(holder), id)).request);
  const colleague = async ({ by }: KeyHolder, id: UserId): Promise<Technician> => {
    const { accountId } = by.user;
    const user = await storage.forAccount(accountId).user(id);
    if (!user) throw new CodedError('not-found');
    return { party: 'technician', accountId, user };
  };

  return {
    async listRequests(holder, { query: { search, limit, after } }) {
      const actor = actorOf(holder);
      const account = storage.forAccount(actor.accountId);
      const sight = await technicianViewer(account, actor);
      const page = { search, after: after === undefined ? undefined : readMark(after) };
      const found = await account.requests(limit + 1, sight, page);
      const items = found.slice(0, limit);
      const last = found.length > limit ? items.at(-1) : undefined;
      return { items: items.map(requestFacts), next: last ? writeMark(last) : null };
    },

    async createRequest(holder, { body: { portal: slug, id = uuidV7(), ...form } }, caller) {
      const { accountId } = holder.by.user;
      const portals = await storage.forAccount(accountId).portals();
      if (!portals.some((portal) => portal.slug === slug)) throw new CodedError('not-found');
      // The same id gives the same token, so that sent twice it opens one request.
      const secret = createHmac('sha256', key).update(`${accountId}:${id}`).digest('base64url');
      const source = {
        ...{ userAgent: caller.userAgent.slice(0, 512), language: '', timeZone: '' },
        ...{ screenWidth: 0, screenHeight: 0, referrer: '' },
      };
      const opened = await intake.open(slug, { ...form, id, secret, source }, caller.address);
      // Whatever its company is: who opened it knows what is in it.
      const row = await storage.forAccount(accountId).request(opened.requestId);
      if (!row) throw new CodedError('not-found');
      return {
        request: requestFacts(row.request),
        link: `${baseUrl()}/p/${slug}#${opened.requestId}.${opened.token}`,
      };
    },

    getRequest: (holder, { params }) => seen(holder, params.id),

    async closeRequest(holder, { params: { id }, body: { outcome, notes: words } }) {
      const by = actorOf(holder);
      return requestFacts(await requests.close(by, id, outcome, words, { anybodys: true }));
    },

    async listNotes(holder, { params: { id } }) {
      return { items: (await notes.list(actorOf(holder), id)).map(noteView) };
    },

    async addNote(holder, { params: { id }, body: { text } }) {
      return noteView(await notes.save(actorOf(holder), id, uuidV7(), text));
    },

    async listCodes(holder, { params }) {
      const made = await codes.list(await colleague(holder, params.technician));
      const ids = made.flatMap(({ joined }) => (joined ? [joined.requestId] : []));
      const account = storage.forAccount(holder.by.user.accountId);
      const sight = await technicianViewer(account, actorOf(holder));
      const mine = await account.seenAmong(ids, sight);
      const items = made.map(codeView).map((code) => ({
        ...code,
        request: code.request !== null && mine.has(code.request) ? code.request : null,
      }));
      return { items };
    },

    async createCode(holder, { params }) {
      const technician = await colleague(holder, params.technician);
      await assertMay(storage, technician, 'make-codes');
      return codeView(await codes.create(technician));
    },

    async cancelCode(holder, { params: { technician, id } }) {
      return codeView(await codes.cancel(await colleague(holder, technician), id));
    },
  };
}
