import { verifyChain, type Verdict } from '@beside/shared/domain/chain';
import type { AccountId } from '@beside/shared/domain/ids';
import type { AdminOutput, ParsedAdmin } from '@beside/shared/protocol/admin';
import { auditPerPage } from '@beside/shared/protocol/admin/audit';
import type { Clock } from '@beside/shared/lib/clock';
import type { Storage } from '../ports.ts';
import type { AuditEntry } from '../ports/audit.ts';
import { auditOf } from './auditTable.ts';
import { sealHead, sha256, type LogKey } from './logKey.ts';
import type { Manager } from './managers.ts';

/** Who did what in an account, and who looked at what (rule M5). */
export interface AuditLog {
  list(by: Manager, query: ParsedAdmin<'audit/list'>): Promise<AdminOutput<'audit/list'>>;
  /** Looks through the whole chain, as it is in the database. */
  verify(accountId: AccountId): Promise<Verdict>;
  /** All of it, line by line as JSON, the last of which says under our signature where it ends. */
  exported(by: Manager): Promise<AsyncIterable<string>>;
}

interface Parts {
  storage: Pick<Storage, 'forAccount'>;
  clock: Clock;
  logKey: LogKey;
}

/** How many rows are read at a time. */
const atOnce = 500;

export function createAuditLog({ storage, clock, logKey }: Parts): AuditLog {
  /** @param end no further than this row */
  async function* read(accountId: AccountId, end: number): AsyncIterable<AuditEntry> {
    const { audit } = storage.forAccount(accountId);
    for (let last = 0; last < end;) {
      const rows = await audit.after(last, Math.min(atOnce, end - last));
      yield* rows;
      const seq = rows.at(-1)?.row.seq;
      if (seq === undefined) return;
      last = seq;
    }
  }

  return {
    async list({ user }, query) {
      const { audit, admin } = storage.forAccount(user.accountId);
      const [entries, users, teams, portals, companies] = await Promise.all([
        audit.list(query, auditPerPage + 1),
        admin.users(),
        admin.teams(),
        admin.portals(),
        admin.companies(),
      ]);
      const named = [...users, ...teams, ...portals, ...companies];
      const names = new Map<string, string>(named.map(({ id, name }) => [id, name]));
      const page = entries.slice(0, auditPerPage);
      return {
        rows: page.map(({ row: { account: _, by, subject, ...row }, hash }) => ({
          ...row,
          by: by && { id: by, name: names.get(by) ?? null },
          subject: subject && { ...subject, name: names.get(subject.id) ?? null },
          hash,
        })),
        next: entries.length > auditPerPage ? (page.at(-1)?.row.seq ?? null) : null,
        people: users.map(({ id, name }) => ({ id, name })),
      };
    },

    async verify(accountId) {
      const end = await storage.forAccount(accountId).audit.head();
      return verifyChain(read(accountId, Math.max(end.rows, 1)), sha256, end);
    },

    async exported({ user }) {
      const { accountId } = user;
      const { audit } = storage.forAccount(accountId);
      await audit.append(auditOf(clock, user, 'audit-exported'));
      const end = await audit.head();
      const format = 'beside-audit/1' as const;
      return (async function* () {
        yield `${JSON.stringify({ format, account: accountId })}\n`;
        for await (const { row, hash } of read(accountId, end.rows)) {
          yield `${JSON.stringify({ ...row, hash })}\n`;
        }
        const head = { format, of: accountId, rows: end.rows, hash: end.hash, at: clock.now() };
        yield `${JSON.stringify(sealHead(logKey, head))}\n`;
      })();
    },
  };
}
