import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { admin, type AdminName } from '@beside/shared/protocol/admin';
import * as http from '@beside/shared/protocol/http';
import * as identity from '@beside/shared/protocol/httpIdentity';
import { rest, restNames } from '@beside/shared/protocol/rest';
import { none } from '@beside/shared/protocol/rest/parts';
import { adminInputs } from '../integration/admin/inputs.ts';
import { requestForm } from '../support/installation/people.ts';
import { mutate } from './mutate.ts';
import type { Random } from './random.ts';

/** A route that takes JSON, and what it takes. */
interface Route {
  method: string;
  path: string;
  input: { safeParse(value: unknown): { success: boolean } };
  valid: unknown;
  as: 'nobody' | 'manager' | 'program';
}

export interface FuzzedRequest {
  method: string;
  path: string;
  body: string | Buffer | undefined;
  headers: Record<string, string>;
  as: Route['as'];
}

const token = 't'.repeat(43);
const password = 'correct horse battery staple';
const person = { name: 'N', email: 'n@x.test' };
const post = (
  path: string,
  input: Route['input'],
  valid: unknown,
  as: Route['as'] = 'nobody',
): Route => ({
  ...{ method: 'POST', path: `/api/v1/${path}`, input, valid, as },
});

const routes: Route[] = [
  post('portals/demo/requests', http.openRequestSchema, requestForm()),
  post('join', http.joinSchema, { ...requestForm(), code: '123456789' }),
  post('helpers', http.helperEntrySchema, { code: '123456789', secret: token }),
  post(`tabs/${'p'.repeat(22)}`, http.tabAnswerSchema, { sealed: 'YQ==' }),
  post('sign-in', http.signInSchema, { email: person.email, password }),
  post('sign-in/second-step', identity.secondStepSchema, { ticket: token, code: '123456' }),
  post('sign-in/passkey/options', identity.passkeyAskSchema, { ticket: token }),
  post('sign-in/passkey', identity.passkeySignInSchema, { ticket: token, response: { id: 'a' } }),
  post('sign-in/single', identity.singleSignOnAskSchema, { email: person.email }),
  post('links', identity.linkSchema, { kind: 'reset', token }),
  post('password/forgotten', identity.forgottenSchema, { email: person.email, language: 'en' }),
  post('password/reset', identity.resetSchema, { token, password }),
  post('invitations/accept', identity.acceptSchema, { token, name: 'N', password }),
  post('set-up', identity.setUpSchema, { token, ...person, password, accountName: 'A' }),
  post(
    'invitations',
    identity.inviteSchema,
    { ...person, role: 'technician', language: 'en' },
    'manager',
  ),
  ...(Object.keys(admin) as AdminName[]).map((name): Route => ({
    method: 'POST',
    path: `/api/admin/${name}`,
    input: admin[name].input,
    valid: adminInputs(uuidV4())[name],
    as: 'manager',
  })),
  ...restNames
    .filter((name) => rest[name].body !== none)
    .map((name): Route => {
      const { method, path, body } = rest[name];
      return {
        method: method.toUpperCase(),
        path: `/api/v1${path.replaceAll(/\{\w+\}/g, () => uuidV7())}`,
        input: body,
        valid: { ...person, portal: 'demo', question: 'Q', text: 'T', outcome: 'unknown' },
        as: 'program',
      };
    }),
];

/** What is asked for by its address alone. */
const addresses = [
  ...[
    '/',
    '/p/',
    '/join/',
    '/console/',
    '/admin/',
    '/verify/',
    '/assets/portal/',
    '/embed/',
    '/api/',
  ],
  ...['/api/v1/portals/', '/api/v1/portals/demo/logo/', '/api/v1/files/', '/api/v1/profiles/'],
  ...[
    '/api/v1/uploads/',
    '/api/v1/tabs/',
    '/api/v1/requests/',
    '/api/v1/requests?after=',
    '/api/v1/sessions/',
  ],
  ...[
    '/api/v1/users/',
    '/api/v1/companies?',
    '/api/v1/me',
    '/api/v1/session-log',
    '/api/v1/sign-in/single/return?code=',
  ],
  ...[
    '/api/admin/reports/sessions.csv?list=',
    '/api/admin/customers/export.tar?of=',
    '/socket.io/?EIO=4&transport=',
  ],
  ...[
    '/socket.io/?EIO=3&transport=polling&sid=',
    '/metrics/',
    '/healthz/',
    '/readyz?',
    '/api/openapi.json?',
  ],
];
const tails = [
  ...[
    '',
    '%00',
    '%',
    '%ff%fe',
    '..%2f..%2f..%2fetc%2fpasswd',
    '....//',
    'x'.repeat(4000),
    '__proto__',
    'constructor',
  ],
  ...[
    '%E2%80%AE',
    '{"from":',
    '%7B%22from%22%3A1e999%7D',
    "'%20or%201=1--",
    'a'.repeat(64),
    '0',
    '-1',
    'null',
  ],
  ...[
    'websocket',
    '[]',
    '[a]=1&[a][b]=2',
    'a[__proto__][x]=1',
    '?'.repeat(500),
    '&a=1'.repeat(900),
    '/'.repeat(300),
  ],
];
const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];
const strangeHeaders: Record<string, string>[] = [
  {},
  { cookie: 'x'.repeat(3000) },
  { cookie: 'beside=%00; __proto__=1; beside_session=' },
  { authorization: `Bearer ${'é'.repeat(40)}` },
  { authorization: 'Bearer ' },
  { origin: 'null' },
  { origin: 'https://evil.example' },
  { 'x-forwarded-for': 'unknown, ,,::::,999.1.1.1' },
  { range: 'bytes=9-1,-,0-' },
  { 'upload-length': '-1', 'tus-resumable': '1.0.0', 'upload-metadata': '=,name ===,, x' },
  {
    'upload-offset': '1e9',
    'tus-resumable': '9',
    'content-type': 'application/offset+octet-stream',
  },
  { 'content-type': 'application/json; charset=utf-99' },
  { 'content-encoding': 'gzip' },
  { 'accept-language': ',;q=x'.repeat(200) },
  { 'if-none-match': '"'.repeat(400) },
];

/** A request that has to be refused, or be answered without changing anything. */
export function fuzzRequest(random: Random): FuzzedRequest {
  const headers = random.pick(strangeHeaders);
  if (random.next() < 0.35) {
    const path = random.pick(addresses) + random.pick(tails);
    const method = random.pick(methods);
    const sends = method !== 'GET' && method !== 'HEAD';
    const body = sends ? JSON.stringify(mutate({ a: 1 }, random)) : undefined;
    return { method, path, headers, body, as: random.pick(['nobody', 'manager', 'program']) };
  }
  const { method, path, input, valid, as } = random.pick(routes);
  return { method, path, headers, body: bodyFor(input, valid, random), as };
}

function bodyFor(input: Route['input'], valid: unknown, random: Random): string | Buffer {
  const text = JSON.stringify(valid);
  if (random.next() < 0.2) {
    const broken = random.pick<string | Buffer>([
      text.slice(0, -1),
      `${text}${text}`,
      Buffer.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]),
      Buffer.from(text.replaceAll('"', '\u0001')),
      '['.repeat(30_000),
      '"a string"',
      '1',
      'null',
      `{"__proto__":${text}}`,
      Buffer.alloc(2_000, 0x80),
    ]);
    if (!fits(input, broken)) return broken;
  }
  for (let tries = 0; tries < 20; tries += 1) {
    const body = JSON.stringify(mutate(valid, random)) as string | undefined;
    if (body !== undefined && !fits(input, body)) return body;
  }
  return '[]';
}

function fits(input: Route['input'], body: string | Buffer): boolean {
  try {
    return input.safeParse(JSON.parse(body.toString())).success;
  } catch {
    return false;
  }
}
