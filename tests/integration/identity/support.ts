import { Secret, TOTP } from 'otpauth';
import type { AppStart, RecoveryCodes } from '@beside/shared/protocol/httpIdentity';
import { postJson } from '../../support/installation/people.ts';
import { demoPassword } from '../../support/installation/testInstallation.ts';

export interface Answer {
  status: number;
  /** What is in it, the test that reads it says. */
  data: ReturnType<typeof JSON.parse>;
  code: string | undefined;
  reason: string | undefined;
  cookie: string;
  location: string | null;
}

/** A browser as far as the API is concerned: it keeps its session's cookie. */
export class Visitor {
  readonly #url: string;
  readonly #headers: Record<string, string>;
  cookie = '';

  constructor(url: string, headers: Record<string, string> = {}) {
    this.#url = `${url}/api/v1`;
    this.#headers = headers;
  }

  async post(path: string, body: unknown): Promise<Answer> {
    const headers = { ...this.#headers, cookie: this.cookie };
    return this.#read(await postJson(`${this.#url}/${path}`, body, headers));
  }

  async get(path: string): Promise<Answer> {
    const headers = { ...this.#headers, cookie: this.cookie };
    return this.#read(await fetch(`${this.#url}/${path}`, { headers, redirect: 'manual' }));
  }

  async signIn(email: string, password = demoPassword): Promise<Answer> {
    return this.post('sign-in', { email, password });
  }

  async #read(response: Response): Promise<Answer> {
    const set = response.headers.getSetCookie();
    const session = set.find((one) => one.includes('beside_session='));
    if (session) this.cookie = session.split(';')[0] ?? '';
    const text = await response.text();
    const body = text.startsWith('{') ? JSON.parse(text) : {};
    return {
      status: response.status,
      data: body.data,
      code: body.error?.code,
      reason: body.error?.reason,
      cookie: set.join('\n'),
      location: response.headers.get('location'),
    };
  }
}

/** The code that an authenticator app shows. */
export function codeOf(secret: string, at: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
}

/** Sets an authenticator app up. @returns its secret, and the recovery codes */
export async function addApp(visitor: Visitor, now: number, password = demoPassword) {
  const { data: app } = (await visitor.post('account/app/start', { password })) as {
    data: AppStart;
  };
  const { ticket, secret } = app;
  const done = await visitor.post('account/app/confirm', { ticket, code: codeOf(secret, now) });
  return { secret, done, codes: (done.data as RecoveryCodes).recoveryCodes ?? [] };
}

/** The link of a letter. */
export function linkIn(source: string): { path: string; token: string } {
  const match = /(\/console\/[a-z-]+)#([\w-]{43})/.exec(source.replaceAll('=3D', '='));
  if (!match) throw new Error('the letter holds no link');
  return { path: match[1] ?? '', token: match[2] ?? '' };
}
