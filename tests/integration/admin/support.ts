import type { AdminInput, AdminName, AdminOutput } from '@beside/shared/protocol/admin';
import type { WireError } from '@beside/shared/protocol/errors';
import { postJson, signIn } from '../../support/installation/people.ts';

export type Answered = { status: number; data?: unknown; error?: WireError };

/** Somebody in the management centre, as far as its routes are concerned. */
export interface TestManager {
  cookie: string;
  /** Sends anything at all, and gives what came back. */
  send(name: string, input: unknown): Promise<Answered>;
  /** By the contract; throws where it is refused. */
  ask<K extends AdminName>(name: K, input: AdminInput<K>): Promise<AdminOutput<K>>;
}

/** @param email `undefined`: nobody is signed in */
export async function enterAdmin(url: string, email?: string): Promise<TestManager> {
  const cookie = email === undefined ? '' : await signIn(url, email);
  const send: TestManager['send'] = async (name, input) => {
    const response = await postJson(`${url}/api/admin/${name}`, input, cookie ? { cookie } : {});
    const body = (await response.json()) as Omit<Answered, 'status'>;
    return { status: response.status, ...body };
  };
  return {
    cookie,
    send,
    async ask(name, input) {
      const { data, error } = await send(name, input);
      if (error) throw Object.assign(new Error(`${name}: ${error.code}`), error);
      return data as AdminOutput<typeof name>;
    },
  };
}

const plist = `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>PayloadType</key><string>Configuration</string></dict></plist>`;

/** Adds a mobile profile, as the page does. @returns its id */
export async function sendProfile(url: string, cookie: string, name = 'wifi'): Promise<string> {
  const response = await fetch(`${url}/api/v1/profiles?name=${name}.mobileconfig`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'application/x-apple-aspen-config' },
    body: plist,
  });
  const { data } = (await response.json()) as { data: { id: string } };
  return data.id;
}
