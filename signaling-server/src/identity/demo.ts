import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import type { AccountId, PortalId, UserId } from '@beside/shared/domain/ids';
import { defaultFields, type PortalMode, type PortalType } from '@beside/shared/domain/portal';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Storage, User } from '../ports.ts';
import { readLogo } from './logo.ts';
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

const portals: { slug: string; name: string; type: PortalType; mode: PortalMode }[] = [
  { slug: 'demo', name: 'Demo support', type: 'smart-box', mode: 'web' },
  { slug: 'demo-match', name: 'Demo: pick a technician', type: 'smart-match', mode: 'web' },
  { slug: 'demo-button', name: 'Demo: one button', type: 'smart-button', mode: 'web' },
  { slug: 'demo-queue', name: 'Demo: in line', type: 'smart-box', mode: 'queue' },
  { slug: 'demo-pin', name: 'Demo: access code', type: 'smart-pin', mode: 'phone' },
];
/** So that the embed can be tried from a page on this machine. */
const embedOrigins = ['http://localhost:*', 'http://127.0.0.1:*'];
const greeting = 'Hello! Tell us what is not working, and somebody will look at it with you.';
const pinGreeting = 'Hello! Enter the code that your technician reads out to you.';

const replies: Record<string, string> = {
  hello: 'Hello {{customer.name}}, this is {{technician.name}}. How can I help you?',
  moment: 'One moment please, I am looking into it.',
  screen: 'May I have a look at your screen? You choose what I see, and you can stop at any time.',
  bye: 'I am glad that it works again. Thank you for contacting {{portal}}, and have a good day!',
};

/**
 * Makes the demo account on an empty database.
 *
 * @returns its people with the passwords to print once, or `undefined` where data exist already
 */
export async function createDemo(
  { directory, forAccount }: Pick<Storage, 'directory' | 'forAccount'>,
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
  const made = directory.createAccount(
    { id: accountId, name: 'Demo', colour: '#1f6f6b' },
    users,
    portals.map((portal) => ({
      ...portal,
      id: uuidV7() as PortalId,
      accountId,
      greeting: portal.type === 'smart-pin' ? pinGreeting : greeting,
      settings: { fields: defaultFields(portal.type), hours: null, embedOrigins },
      technicians: [],
    })),
  );
  try {
    await made;
  } catch (failure) {
    // Another node has started at the same time, and was faster.
    if (failure instanceof CodedError && failure.code === 'conflict') return undefined;
    throw failure;
  }
  await forAccount(accountId).transaction(async (transaction) => {
    for (const [shortcut, text] of Object.entries(replies)) {
      await transaction.insertReply({ id: uuidV4(), owner: null, shortcut, text });
    }
  });
  const logo = await readFile(new URL('demoLogo.png', import.meta.url));
  await forAccount(accountId).saveLogo(readLogo(logo));
  return printed;
}
