import { randomInt } from 'node:crypto';
import { v7 as uuidV7 } from 'uuid';
import type { AccountId, PortalId, UserId } from '@beside/shared/domain/ids';
import type { Directory, User } from '../ports.ts';
import { hashPassword } from './passwords.ts';

// Without the letters and digits that look like others when read off a terminal.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

function readablePassword(): string {
  const letter = (): string => alphabet.charAt(randomInt(alphabet.length));
  return Array.from({ length: 3 }, () => Array.from({ length: 5 }, letter).join('')).join('-');
}

const people: Pick<User, 'email' | 'name' | 'role'>[] = [
  { email: 'admin@demo.test', name: 'Ada Admin', role: 'administrator' },
  { email: 'manager@demo.test', name: 'Max Manager', role: 'manager' },
  { email: 'tech@demo.test', name: 'Toni Technician', role: 'technician' },
  { email: 'tech2@demo.test', name: 'Robin Technician', role: 'technician' },
];

/**
 * Makes the demo account on an empty database.
 *
 * @returns its people with the passwords to print once, or `undefined` where data exist already
 */
export async function createDemo(
  directory: Directory,
  password: string | undefined,
): Promise<{ email: string; password: string }[] | undefined> {
  if (!(await directory.isEmpty())) return undefined;
  const accountId = uuidV7() as AccountId;
  const printed = people.map(({ email }) => ({ email, password: password ?? readablePassword() }));
  const users = await Promise.all(
    people.map(async (person, at) => ({
      ...person,
      id: uuidV7() as UserId,
      accountId,
      passwordHash: await hashPassword(printed[at]?.password ?? readablePassword()),
    })),
  );
  await directory.createAccount({ id: accountId, name: 'Demo', colour: '#1f6f6b' }, users, [
    {
      id: uuidV7() as PortalId,
      accountId,
      slug: 'demo',
      name: 'Demo support',
      greeting: 'Hello! Tell us what is not working, and somebody will look at it with you.',
    },
  ]);
  return printed;
}
