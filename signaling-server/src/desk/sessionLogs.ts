import type { SealedHead } from '@beside/shared/domain/sealedHead';
import type { SessionLogRow } from '@beside/shared/domain/sessionLog';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import { sealHead, type LogKey } from '../identity/logKey.ts';
import type { Storage } from '../ports.ts';
import type { Actor } from './actor.ts';

/** What the customer takes home: what happened, as a chain whose end is signed (rule X5). */
export interface SessionLog {
  log: 'beside-session/1';
  rows: (SessionLogRow & { hash: string })[];
  end: SealedHead;
}

export interface SessionLogs {
  /** The log of the customer's own request. @throws CodedError('not-found') to everybody else */
  read(actor: Actor): Promise<SessionLog>;
}

interface Parts {
  storage: Pick<Storage, 'forAccount'>;
  clock: Clock;
  logKey: LogKey;
}

const format = 'beside-session/1';

export function createSessionLogs({ storage, clock, logKey }: Parts): SessionLogs {
  return {
    async read(actor) {
      if (actor.party !== 'customer') throw new CodedError('not-found');
      const account = storage.forAccount(actor.accountId);
      const [about, log] = await Promise.all([
        account.account(),
        account.sessionLog(actor.requestId),
      ]);
      if (!about || !log) throw new CodedError('not-found');
      const { rows, head } = log;
      return {
        log: format,
        rows: rows.map(({ row, hash }) => ({ ...row, hash })),
        end: sealHead(logKey, {
          ...{ format, of: actor.requestId, rows: head.rows, hash: head.hash },
          ...{ at: clock.now(), account: about.name },
        }),
      };
    },
  };
}
