import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  givable,
  isFixed,
  may,
  mayAdminister,
  mayChange,
  mayManageRole,
  requestRights,
  rightsOf,
  roles,
  userRights,
  type RightChanges,
  type RightsHolder,
} from './rightsTable.ts';

const holder = (more: Partial<RightsHolder> = {}): RightsHolder => ({
  role: 'technician',
  account: {},
  teams: [],
  user: {},
  ...more,
});

const changes = fc.dictionary(
  fc.constantFrom(...userRights),
  fc.boolean(),
) as fc.Arbitrary<RightChanges>;
const anyHolder = fc.record({
  role: fc.constantFrom(...roles),
  account: fc.record({ administrator: changes, manager: changes, technician: changes }),
  teams: fc.array(changes, { maxLength: 3 }),
  user: changes,
});
const anyRight = fc.constantFrom(...userRights);

describe('[M1] the table of rights', () => {
  test('says what each role has while nothing was set', () => {
    const usual = (role: RightsHolder['role']) => rightsOf(holder({ role }));
    expect(usual('technician')).toEqual([
      'transfer',
      'invite',
      'see-screen',
      'control',
      'record',
      'show-screen',
      'give-control',
      'files',
      'send-profiles',
      'push-links',
      'make-codes',
    ]);
    expect(usual('manager')).toEqual([
      ...usual('technician'),
      'write-replies',
      'see-live',
      'see-reports',
    ]);
    expect(usual('administrator')).toEqual(userRights.filter((right) => right !== 'join-masked'));
  });

  test('each place goes before those that are farther from the person', () => {
    const of = (more: Partial<RightsHolder>, portal?: RightChanges) =>
      may(holder(more), 'control', { portal });
    const account = { technician: { control: false } };
    expect(of({ account })).toBe(false);
    expect(of({ account: { manager: { control: false } } })).toBe(true);
    expect(of({ account, teams: [{ control: true }] })).toBe(true);
    expect(of({ account, teams: [{ control: true }] }, { control: false })).toBe(false);
    expect(of({ teams: [{ control: false }], user: { control: true } }, { control: false })).toBe(
      true,
    );
  });

  test('of several teams one that refuses is enough', () => {
    const teams = [{ control: true }, {}, { control: false }];
    expect(may(holder({ teams }), 'control')).toBe(false);
    expect(may(holder({ teams: teams.slice(0, 2) }), 'control')).toBe(true);
  });

  test('whoever manages users gives only what they have, and makes no administrators', () => {
    const manager = holder({ role: 'manager', user: { 'manage-users': true } });
    const giver = givable('manager', rightsOf(manager));
    expect(givable('administrator', [])).toEqual(userRights);
    expect(mayChange(giver, ['control'], [])).toBe(true);
    expect(mayChange(giver, ['manage-portals'], ['manage-portals'])).toBe(true);
    expect(mayChange(giver, [], ['manage-portals'])).toBe(false);
    expect(mayChange(giver, ['manage-portals'], [])).toBe(false);
    expect(mayManageRole('manager', 'administrator')).toBe(false);
    expect(mayManageRole('manager', 'manager')).toBe(true);
    expect(mayManageRole('administrator', 'administrator')).toBe(true);
  });

  test('the management centre is for those who have something to do there', () => {
    expect(roles.map((role) => mayAdminister(rightsOf(holder({ role }))))).toEqual([
      true,
      true,
      false,
    ]);
    expect(mayAdminister(['manage-portals'])).toBe(true);
  });
});

describe('[M1] whatever was set', () => {
  test('what was set for the person is what counts', () => {
    fc.assert(
      fc.property(anyHolder, anyRight, fc.boolean(), changes, (one, right, word, portal) => {
        const user = { ...one.user, [right]: word };
        const expected = isFixed(one.role, right) || word;
        expect(may({ ...one, user }, right, { portal })).toBe(expected);
      }),
    );
  });
  test('a right hangs on what was set about it alone', () => {
    fc.assert(
      fc.property(anyHolder, anyRight, (one, right) => {
        const only = (said: RightChanges): RightChanges =>
          said[right] === undefined ? {} : { [right]: said[right] };
        const reduced = {
          role: one.role,
          account: { [one.role]: only(one.account[one.role]) },
          teams: one.teams.map(only),
          user: only(one.user),
        };
        expect(may(reduced, right)).toBe(may(one, right));
      }),
    );
  });
  test('a portal has a say in what is done on a request, and in nothing else', () => {
    fc.assert(
      fc.property(anyHolder, anyRight, changes, (one, right, portal) => {
        const said = portal[right];
        const counts =
          requestRights.includes(right) && one.user[right] === undefined && said !== undefined;
        expect(may(one, right, { portal })).toBe(counts ? said : may(one, right));
      }),
    );
  });
  test('an administrator can always let people in', () => {
    fc.assert(
      fc.property(anyHolder, (one) => {
        expect(may({ ...one, role: 'administrator' }, 'manage-users')).toBe(true);
      }),
    );
  });
});
