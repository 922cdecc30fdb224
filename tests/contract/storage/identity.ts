import { expect, test } from 'vitest';
import type { UserId } from '@beside/shared/domain/ids';
import type {
  Pass,
  Passkey,
  SingleSignOn,
  UserSession,
} from '@beside/signaling-server/ports/identity';
import { buildTenant, createTenant, newToken } from './builders.ts';
import type { Subject } from './suite.ts';

const buildSession = (userId: UserId, changes: Partial<UserSession> = {}): UserSession => ({
  tokenHash: newToken(),
  userId,
  way: 'two-step',
  createdAt: 1_000,
  expiresAt: 2_000,
  seenAt: 1_000,
  address: '192.0.2.1',
  userAgent: 'Test',
  ...changes,
});

const buildPass = (changes: Partial<Pass> = {}): Pass => ({
  tokenHash: newToken(),
  kind: 'reset',
  subject: newToken(),
  content: '{}',
  expiresAt: 2_000,
  ...changes,
});

/** How people are known: sessions, what is handed over once, factors, tries, single sign-on. */
export function describeIdentity({ storage }: Subject): void {
  const identity = () => storage().identity;
  const arrange = async () => {
    const tenant = await createTenant(storage());
    const { passwordHash: _hidden, ...user } = tenant.users[0];
    return { tenant, user, other: tenant.users[1] };
  };

  test('[M1] a session leads to its user until it expires or is ended', async () => {
    const { user } = await arrange();
    const [first, second] = [buildSession(user.id), buildSession(user.id)];
    await identity().createSession(first);
    await identity().createSession(second);
    const { tokenHash } = first;
    expect(await identity().session(tokenHash, 1_999)).toEqual({ user, session: first });
    expect(await identity().session(tokenHash, 2_000)).toBeUndefined();
    await identity().endSession(tokenHash);
    await identity().endSession(tokenHash);
    expect(await identity().session(tokenHash, 1_500)).toBeUndefined();
    expect((await identity().session(second.tokenHash, 1_500))?.user).toEqual(user);
    expect(await identity().session(newToken(), 1_500)).toBeUndefined();
  });

  test('[M1] sessions are listed as they were seen last, noted, renamed and ended together', async () => {
    const { user, other } = await arrange();
    const [first, second] = [buildSession(user.id), buildSession(user.id, { seenAt: 1_100 })];
    const theirs = buildSession(other.id);
    for (const session of [first, second, theirs]) await identity().createSession(session);
    expect(await identity().sessions(user.id, 1_500)).toEqual([second, first]);
    expect(await identity().seen(first.tokenHash, 1_200, '192.0.2.9')).toBe(true);
    expect(await identity().seen(first.tokenHash, 2_000)).toBe(false);
    expect(await identity().sessions(user.id, 1_500)).toMatchObject([
      { tokenHash: first.tokenHash, seenAt: 1_200, address: '192.0.2.9' },
      { tokenHash: second.tokenHash },
    ]);
    const next = newToken();
    expect(await identity().rotateSession(first.tokenHash, next)).toBe(true);
    expect(await identity().rotateSession(first.tokenHash, newToken())).toBe(false);
    expect(await identity().endSessions(user.id, next)).toEqual([second.tokenHash]);
    expect(await identity().endSessions(user.id, null)).toEqual([next]);
    expect(await identity().sessions(other.id, 1_500)).toHaveLength(1);
  });

  test('[M1] what is handed over once goes to one of many who come at once, of its kind, in time', async () => {
    const pass = buildPass({ content: '{"for":"ada"}' });
    await identity().savePass(pass, 1_000);
    const { tokenHash } = pass;
    expect(await identity().pass('reset', tokenHash, 1_999)).toEqual(pass);
    expect(await identity().pass('reset', tokenHash, 2_000)).toBeUndefined();
    expect(await identity().takePass('invitation', tokenHash, 1_500)).toBeUndefined();
    expect(await identity().takePass('reset', tokenHash, 2_000)).toBeUndefined();
    const taken = await Promise.all(
      [1, 2, 3, 4].map(() => identity().takePass('reset', tokenHash, 1_500)),
    );
    expect(taken.filter((one) => one !== undefined)).toEqual([pass]);
  });

  test('[M1] passes of one subject are dropped together, and old ones go by themselves', async () => {
    const subject = newToken();
    const [one, two, old] = [
      buildPass({ subject }),
      buildPass({ subject, kind: 'invitation' }),
      buildPass({ subject, kind: 'passkey', expiresAt: 1_100 }),
    ];
    for (const pass of [one, two, old]) await identity().savePass(pass, 1_000);
    await identity().dropPasses('reset', subject);
    expect(await identity().pass('reset', one.tokenHash, 1_001)).toBeUndefined();
    expect(await identity().pass('invitation', two.tokenHash, 1_001)).toEqual(two);
    await identity().savePass(buildPass(), 1_200);
    expect(await identity().pass('passkey', old.tokenHash, 1_001)).toBeUndefined();
  });

  test('[M1] a step of an authenticator app is taken once, and none before it', async () => {
    const { user } = await arrange();
    expect(await identity().authenticator(user.id)).toBeUndefined();
    expect(await identity().useStep(user.id, 5)).toBe(false);
    const app = { secret: 'sealed', confirmed: true, lastStep: 10 };
    await identity().saveAuthenticator(user.id, { ...app, confirmed: false, lastStep: 0 });
    await identity().saveAuthenticator(user.id, app);
    expect(await identity().authenticator(user.id)).toEqual(app);
    const used = await Promise.all([11, 11, 11].map((step) => identity().useStep(user.id, step)));
    expect(used.filter(Boolean)).toHaveLength(1);
    expect(await identity().useStep(user.id, 10)).toBe(false);
    await identity().removeAuthenticator(user.id);
    expect(await identity().authenticator(user.id)).toBeUndefined();
  });

  test('[M1] a recovery code is right once, for its user alone; new ones replace the old', async () => {
    const { user, other } = await arrange();
    const [one, two, three] = [newToken(), newToken(), newToken()];
    await identity().saveRecoveryCodes(user.id, [one, two]);
    expect(await identity().countRecoveryCodes(user.id)).toBe(2);
    expect(await identity().useRecoveryCode(other.id, one)).toBe(false);
    const used = await Promise.all([1, 2].map(() => identity().useRecoveryCode(user.id, one)));
    expect(used.filter(Boolean)).toHaveLength(1);
    await identity().saveRecoveryCodes(user.id, [three]);
    expect(await identity().useRecoveryCode(user.id, two)).toBe(false);
    await identity().saveRecoveryCodes(user.id, []);
    expect(await identity().countRecoveryCodes(user.id)).toBe(0);
  });

  test('[M1] a passkey belongs to one user, is named, counted and removed by that one alone', async () => {
    const { user, other } = await arrange();
    const passkey: Passkey = {
      id: newToken(),
      userId: user.id,
      name: 'Laptop',
      publicKey: 'key',
      counter: 1,
      transports: ['internal', 'hybrid'],
      createdAt: 1_000,
      usedAt: null,
    };
    await identity().insertPasskey(passkey);
    await expect(identity().insertPasskey({ ...passkey, userId: other.id })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await identity().passkeys(user.id)).toEqual([passkey]);
    expect(await identity().renamePasskey(other.id, passkey.id, 'Mine')).toBe(false);
    expect(await identity().renamePasskey(user.id, passkey.id, 'Phone')).toBe(true);
    await identity().savePasskeyUse(passkey.id, 7, 1_500);
    const after = { ...passkey, name: 'Phone', counter: 7, usedAt: 1_500 };
    expect(await identity().passkey(passkey.id)).toEqual(after);
    expect(await identity().removePasskey(other.id, passkey.id)).toBe(false);
    expect(await identity().removePasskey(user.id, passkey.id)).toBe(true);
    expect(await identity().passkey(passkey.id)).toBeUndefined();
  });

  test('[M1] tries at once are all counted; old ones are forgotten', async () => {
    const key = newToken();
    const count = () =>
      identity().countTries(key, (before) => ({
        count: (before?.count ?? 0) + 1,
        lastAt: 5,
        blockedUntil: 9,
      }));
    await Promise.all([1, 2, 3, 4, 5].map(count));
    expect(await identity().tries(key)).toEqual({ count: 5, lastAt: 5, blockedUntil: 9 });
    await expect(
      identity().countTries(key, () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await identity().tries(key)).toMatchObject({ count: 5 });
    await identity().countTries(key, () => undefined);
    expect(await identity().tries(key)).toBeUndefined();
    await count();
    await identity().forgetTries(6);
    expect(await identity().tries(key)).toBeUndefined();
  });

  test('[M1] names, passwords and people change one at a time; an address is taken once', async () => {
    const { tenant, user } = await arrange();
    await identity().saveName(user.id, 'Ada Lovelace');
    await identity().savePassword(user.id, 'another hash');
    expect(await identity().user(user.id)).toMatchObject({
      name: 'Ada Lovelace',
      passwordHash: 'another hash',
    });
    const [fresh] = buildTenant().users;
    const made = { ...fresh, accountId: tenant.account.id };
    await identity().insertUser(made);
    expect(await identity().user(made.id)).toEqual(made);
    await expect(
      identity().insertUser({ ...buildTenant().users[1], email: made.email.toUpperCase() }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(await identity().language(user.id)).toBeNull();
    await storage()
      .forAccount(tenant.account.id)
      .notices.savePreferences(user.id, { language: 'de' });
    expect(await identity().language(user.id)).toBe('de');
  });

  test('[M1] single sign-on is found by its domains, each of which one account has', async () => {
    const [mine, theirs] = [await createTenant(storage()), await createTenant(storage())];
    const domain = `${newToken().slice(0, 12)}.test`;
    const settings: SingleSignOn = {
      issuer: 'https://login.example.test',
      clientId: 'beside',
      clientSecret: 'sealed',
      domains: [domain],
      newUsers: 'technician',
    };
    await identity().saveSingleSignOn(mine.account.id, { ...settings, domains: ['old.test'] });
    await identity().saveSingleSignOn(mine.account.id, settings);
    expect(await identity().hasSingleSignOn()).toBe(true);
    expect(await identity().singleSignOn(mine.account.id)).toEqual(settings);
    const accountId = mine.account.id;
    expect(await identity().singleSignOnOf(domain)).toEqual({ ...settings, accountId });
    expect(await identity().singleSignOnOf('old.test')).toBeUndefined();
    await expect(identity().saveSingleSignOn(theirs.account.id, settings)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await identity().singleSignOn(theirs.account.id)).toBeUndefined();
    await identity().removeSingleSignOn(mine.account.id);
    expect(await identity().singleSignOnOf(domain)).toBeUndefined();
  });

  test('[T12] somebody whom a provider knows is found in their own account alone', async () => {
    const { tenant, user, other } = await arrange();
    const stranger = await createTenant(storage());
    const [issuer, subject] = ['https://login.example.test', newToken()];
    const accountId = tenant.account.id;
    await identity().linkUser({ accountId, userId: user.id, issuer, subject });
    expect(await identity().linkedUser(accountId, issuer, subject)).toEqual(user);
    expect(await identity().linkedUser(stranger.account.id, issuer, subject)).toBeUndefined();
    await expect(
      identity().linkUser({ accountId, userId: other.id, issuer, subject }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      identity().linkUser({ accountId: stranger.account.id, userId: user.id, issuer, subject }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
}
