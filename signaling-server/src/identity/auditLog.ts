import { firstHash, verifyChain, type Verdict } from '@beside/shared/domain/chain';
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
  /**
   * Looks through the whole chain, as it is in the database.
   *
   * @param earlier an end that was noted down before
   */
  verify(accountId: AccountId, earlier?: string): Promise<KnownVerdict>;
  /** All of it, line by line as JSON, the last of which says under our signature where it ends. */
  exported(by: Manager): Promise<AsyncIterable<string>>;
}

/** `known`: the earlier end stands in the log still. */
type KnownVerdict =
  (Extract<Verdict, { ok: true }> & { known: boolean }) | Exclude<Verdict, { ok: true }>;

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

    async verify(accountId, earlier) {
      const { audit } = storage.forAccount(accountId);
      const end = await audit.head();
      let known = earlier === undefined || earlier === firstHash;
      const watched = (async function* () {
        for await (const entry of read(accountId, end.rows)) {
          known ||= entry.hash === earlier;
          yield entry;
        }
      })();
      const verdict = await verifyChain(watched, sha256, end);
      if (!verdict.ok) return verdict;
      // What was written meanwhile has moved the end with it.
      const [more] = await audit.after(end.rows, 1);
      const isMoved = more && (await audit.head()).rows > end.rows;
      return more && !isMoved ? { ok: false, why: 'end', at: end.rows } : { ...verdict, known };
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
