import { v4 as uuidV4 } from 'uuid';
import { expect, test } from 'vitest';
import type { NewAudit } from '@beside/shared/domain/audit';
import { firstHash, verifyChain } from '@beside/shared/domain/chain';
import type { UserId } from '@beside/shared/domain/ids';
import { sha256 } from '@beside/signaling-server/identity/logKey';
import { createTenant } from './builders.ts';
import type { Subject } from './suite.ts';

const entry = (more: Partial<NewAudit> = {}): NewAudit => ({
  ...{ at: 5, by: null, act: 'team-changed', subject: null, detail: {} },
  ...more,
});

/** The audit log (rule M5): one order for each account, and no way but forward. */
export function describeAudit({ storage, opened }: Subject): void {
  const arrange = async () => {
    const tenant = await createTenant(storage());
    const { id } = tenant.account;
    const account = storage().forAccount(id);
    const verified = async () =>
      verifyChain(await account.audit.after(0, 1000), sha256, await account.audit.head());
    return { tenant, id, account, verified };
  };

  test('[M5] rows come back as they were written, and the chain is whole', async () => {
    const { tenant, account, verified } = await arrange();
    expect(await account.audit.head()).toEqual({ rows: 0, hash: firstHash });
    const detail = { b: [1, 'a\0\ud800', null], a: { é: true, e: false, 10: 1, 9: 2 } };
    const subject = { kind: 'team', id: uuidV4() } as const;
    await account.audit.append(entry({ by: tenant.users[0].id, subject, detail }));
    await account.transaction((transaction) => transaction.audit(entry({ at: 6 })));
    const rows = await account.audit.after(0, 10);
    expect(rows.map(({ row }) => row)).toEqual([
      {
        ...{ account: tenant.account.id, seq: 1, at: 5, by: tenant.users[0].id },
        ...{ act: 'team-changed', subject, detail },
      },
      expect.objectContaining({ seq: 2, at: 6, by: null, subject: null }),
    ]);
    expect(await verified()).toEqual({ ok: true, rows: 2, hash: rows[1]!.hash });
  });

  test('[M5] many at once, on two nodes: each has its place, and none is lost', async () => {
    const { id, account, verified } = await arrange();
    const other = await opened().openAgain();
    const nodes = [account, other.forAccount(id)];
    await Promise.all(
      Array.from({ length: 40 }, (_, at) => nodes[at % 2]!.audit.append(entry({ at }))),
    );
    await other.close();
    expect(await verified()).toMatchObject({ ok: true, rows: 40 });
    const rows = await account.audit.after(0, 100);
    expect(new Set(rows.map(({ row }) => row.at)).size).toBe(40);
  });

  test('[M5] what is undone has left no row', async () => {
    const { account, verified } = await arrange();
    await account.audit.append(entry());
    const undone = account.transaction(async (transaction) => {
      await transaction.audit(entry());
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await verified()).toMatchObject({ ok: true, rows: 1 });
  });

  test('[M5] the database itself refuses to change, to remove and to put in', async () => {
    const { id, account, verified } = await arrange();
    await account.audit.append(entry());
    await account.audit.append(entry());
    const forged = `'${id}', 1, 1, null, 'team-removed', null, null, '{}', 'x'`;
    for (const sql of [
      `update audit set at = 9 where account_id = '${id}'`,
      `delete from audit where account_id = '${id}'`,
      `insert into audit values (${forged})`,
      `insert into audit values (${forged}) on conflict (account_id, seq) do update set at = 9`,
    ]) {
      await expect(opened().execute(sql)).rejects.toThrow(/append only|duplicate key/);
    }
    expect(await verified()).toMatchObject({ ok: true, rows: 2 });
  });

  test('[M5] it is listed newest first, by person, act, subject and time, page by page', async () => {
    const { tenant, account } = await arrange();
    const [ada, bob] = tenant.users.map(({ id }) => id) as [UserId, UserId];
    const team = { kind: 'team', id: uuidV4() } as const;
    await account.audit.append(entry({ at: 1, by: ada, subject: team }));
    await account.audit.append(entry({ at: 2, by: bob, act: 'user-changed' }));
    await account.audit.append(entry({ at: 3, subject: team, act: 'team-removed' }));
    const seqs = async (query: Parameters<typeof account.audit.list>[0], limit = 10) =>
      (await account.audit.list(query, limit)).map(({ row }) => row.seq);
    expect(await seqs({})).toEqual([3, 2, 1]);
    expect(await seqs({}, 2)).toEqual([3, 2]);
    expect(await seqs({ before: 2 })).toEqual([1]);
    expect(await seqs({ by: ada })).toEqual([1]);
    expect(await seqs({ by: 'nobody' })).toEqual([3]);
    expect(await seqs({ act: 'user-changed' })).toEqual([2]);
    expect(await seqs({ subject: team.id })).toEqual([3, 1]);
    expect(await seqs({ from: 2, to: 3 })).toEqual([2]);
    expect(
      await storage()
        .forAccount(uuidV4() as never)
        .audit.list({}, 10),
    ).toEqual([]);
  });
}
