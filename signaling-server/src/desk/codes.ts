import { randomInt } from 'node:crypto';
import { v7 as uuidV7 } from 'uuid';
import type { RequestId, UserId } from '@beside/shared/domain/ids';
import type { FilledForm } from '@beside/shared/domain/portalForm';
import type { Source } from '@beside/shared/domain/request';
import { CodedError } from '@beside/shared/protocol/errors';
import type { AccessCode } from '@beside/shared/protocol/contract/codes';
import type { OpenedRequest } from '@beside/shared/protocol/http';
import { codesPerPage } from '@beside/shared/protocol/limits';
import { hashToken } from '../identity/tokens.ts';
import type { Portal, StoredCode } from '../ports.ts';
import type { DueRow } from '../ports/due.ts';
import { technicianViewer, type Technician } from './actor.ts';
import type { DeskParts } from './change.ts';
import { companyOf, insertNewRequest, newRequest } from './newRequest.ts';
import { codeMs } from './times.ts';

/** How many codes one technician can have open: each is a chance for who guesses. */
const maxLiveCodes = 20;
const maxTries = 5;

interface Joining {
  id: string;
  secret: string;
  code: string;
  form: FilledForm;
  source: Source & { address: string };
  /** The SmartPin portal where it was typed; on the universal page there is none. */
  portal: Portal | undefined;
}

/**
 * Access codes (rules P3, T7). The digits are stored as they are, since their maker reads them out
 * from any page that lists them; a keyed hash of thirty bits would keep nobody away who has the key
 * beside it. They are random, good for an hour and for one customer, and wiped when that is over.
 */
export interface Codes {
  create(technician: Technician): Promise<AccessCode>;
  cancel(technician: Technician, id: string): Promise<AccessCode>;
  list(technician: Technician): Promise<AccessCode[]>;
  /** @throws CodedError('not-found', 'wrong-code'), the same for every code that opens nothing */
  join(joining: Joining): Promise<OpenedRequest>;
  expire(row: DueRow): Promise<void>;
}

const wrongCode = (): CodedError => new CodedError('not-found', 'wrong-code');
const isLive = ({ code }: StoredCode, now: number): boolean =>
  code.state === 'live' && now < code.expiresAt;

export function createCodes(parts: DeskParts): Codes {
  const { storage, publisher, clock, onChanged } = parts;

  const pinPortal = async (accountId: Technician['accountId']): Promise<Portal | undefined> =>
    (await storage.forAccount(accountId).portals()).find(({ type }) => type === 'smart-pin');

  const tell = (makerId: UserId, code: AccessCode): AccessCode => {
    publisher.codeChanged(makerId, code);
    return code;
  };

  return {
    async create({ accountId, user }) {
      const account = storage.forAccount(accountId);
      // A code leads to a portal of this type; without one there is nowhere to go.
      if (!(await pinPortal(accountId))) throw new CodedError('conflict', 'phase-forbids');
      const now = clock.now();
      const mine = await account.codes(user.id, codesPerPage);
      const live = mine.filter((code) => isLive({ code, makerId: user.id }, now));
      if (live.length >= maxLiveCodes) throw new CodedError('rate-limited', 'too-fast');
      for (let tries = 1; ; tries += 1) {
        const code: AccessCode = {
          id: uuidV7(),
          state: 'live',
          digits: String(randomInt(1_000_000_000)).padStart(9, '0'),
          createdAt: now,
          expiresAt: now + codeMs,
          joined: null,
        };
        try {
          await account.transaction(async (transaction) => {
            await transaction.insertCode({ code, makerId: user.id });
            await transaction.schedule('code', code.id, code.expiresAt);
          });
          return tell(user.id, code);
        } catch (failure) {
          const taken = failure instanceof CodedError && failure.code === 'conflict';
          if (!taken || tries >= maxTries) throw failure;
        }
      }
    },

    async cancel({ accountId, user }, id) {
      const code = await storage.forAccount(accountId).transaction(async (transaction) => {
        const row = await transaction.lockCode(id);
        if (row?.makerId !== user.id) throw new CodedError('not-found');
        if (row.code.state !== 'live') return row.code;
        const cancelled: AccessCode = { ...row.code, state: 'cancelled', digits: null };
        await transaction.saveCode({ ...row, code: cancelled });
        return cancelled;
      });
      return tell(user.id, code);
    },

    async list(technician) {
      const account = storage.forAccount(technician.accountId);
      const codes = await account.codes(technician.user.id, codesPerPage);
      const ids = codes.flatMap(({ joined }) => (joined ? [joined.requestId] : []));
      const seen = await account.seenAmong(ids, await technicianViewer(account, technician));
      // Who joined may have gone on to somebody else, and to a company that is not theirs.
      return codes.map((code) =>
        code.joined && !seen.has(code.joined.requestId) ? { ...code, joined: null } : code,
      );
    },

    async join({ id, secret, code: digits, form, source, portal: typedAt }) {
      const tokenHash = hashToken(secret);
      const opened: OpenedRequest = { requestId: id as RequestId, token: secret };
      const known = await storage.directory.requestByToken(tokenHash);
      if (known?.requestId === opened.requestId) return opened;

      const found = await storage.directory.codeByDigits(digits);
      if (!found || (typedAt && typedAt.accountId !== found.accountId)) throw wrongCode();
      const { accountId } = found;
      const account = storage.forAccount(accountId);
      const portal = typedAt ?? (await pinPortal(accountId));
      if (!portal) throw wrongCode();
      const now = clock.now();
      const { after, used } = await account.transaction(async (transaction) => {
        await transaction.lockLines();
        const locked = await transaction.lockCode(found.id);
        if (!locked || !isLive(locked, now)) throw wrongCode();
        const workers = await transaction.workers(now);
        const maker = workers.find((worker) => worker.id === locked.makerId);
        if (!maker) throw wrongCode();
        const assignee = { id: maker.id, name: maker.name };
        const beginning = { id: opened.requestId, portal, form, source, assignee };
        const companyId = await companyOf(transaction, portal, form);
        const row = newRequest({ ...beginning, companyId, phase: 'assigned', wanted: null }, now);
        const after = await insertNewRequest(transaction, row, tokenHash, now);
        const joined = { requestId: opened.requestId, name: form.name, at: now };
        const code: AccessCode = { ...locked.code, state: 'used', digits: null, joined };
        await transaction.saveCode({ ...locked, code });
        return { after, used: { ...locked, code } };
      });
      publisher.requestChanged(accountId, after.request);
      onChanged(accountId, undefined, after);
      tell(used.makerId, used.code);
      return opened;
    },

    async expire({ accountId, subject }) {
      const expired = await storage.forAccount(accountId).transaction(async (transaction) => {
        const row = await transaction.lockCode(subject);
        if (row?.code.state !== 'live' || clock.now() < row.code.expiresAt) return undefined;
        const code: AccessCode = { ...row.code, state: 'expired', digits: null };
        await transaction.saveCode({ ...row, code });
        return { ...row, code };
      });
      if (expired) tell(expired.makerId, expired.code);
    },
  };
}
