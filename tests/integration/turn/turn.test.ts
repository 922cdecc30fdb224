import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { iceServersFor } from '@beside/signaling-server/media/iceServers';
import { freePort } from '../../support/freePort.ts';
import {
  attributes,
  readStun,
  stunRequest,
  xorAddress,
  type Attribute,
} from '../../support/network/stun.ts';

const configuration = fileURLToPath(
  new URL('../../../deploy/coturn/turnserver.conf', import.meta.url),
);
const program = ['/usr/bin/turnserver', '/usr/local/bin/turnserver'].find(existsSync);
const why = !program
  ? 'coturn is not installed: apt-get install coturn'
  : existsSync(configuration)
    ? null
    : 'there is no configuration of coturn';

const secret = 'a-secret-of-this-test';
const requests = { allocate: 0x0003, permit: 0x0008 } as const;
const success = 0x0100;

/** Speaks TURN over UDP, with the credentials that signaling makes. */
async function openClient(port: number) {
  const [server] = iceServersFor({ urls: [`turn:127.0.0.1:${port}`], secret }, 'page', Date.now());
  const { username = '', credential = '' } = server!;
  const socket: Socket = createSocket('udp4');
  const ask = async (type: number, list: readonly Attribute[], key?: Buffer) => {
    const answered = new Promise<Buffer>((resolve) => socket.once('message', resolve));
    const message = stunRequest(type, list, key);
    const again = setInterval(() => socket.send(message, port, '127.0.0.1'), 300);
    socket.send(message, port, '127.0.0.1');
    const answer = await answered;
    clearInterval(again);
    return readStun(answer);
  };
  const transport: Attribute = [attributes.requestedTransport, Buffer.from([17, 0, 0, 0])];
  const { values } = await ask(requests.allocate, [transport]);
  const realm = values.get(attributes.realm) ?? Buffer.alloc(0);
  const nonce = values.get(attributes.nonce) ?? Buffer.alloc(0);
  const key = createHash('md5').update(`${username}:${realm.toString()}:${credential}`).digest();
  const signed: Attribute[] = [
    [attributes.username, Buffer.from(username)],
    [attributes.realm, realm],
    [attributes.nonce, nonce],
  ];
  const allocated = await ask(requests.allocate, [transport, ...signed], key);
  return {
    allocated: allocated.type,
    /** `ok`, or the code of the refusal. */
    async permit(address: string): Promise<string> {
      const peer: Attribute = [attributes.peerAddress, xorAddress(address, 80)];
      const { type, values } = await ask(requests.permit, [peer, ...signed], key);
      if (type === (requests.permit | success)) return 'ok';
      const code = values.get(attributes.errorCode);
      return code ? String((code[2] ?? 0) * 100 + (code[3] ?? 0)) : 'unknown';
    },
    close: () => socket.close(),
  };
}

describe.skipIf(why !== null)(`TURN as it is handed out${why ? ` (skipped: ${why})` : ''}`, () => {
  let folder: string;
  let server: ReturnType<typeof spawn>;
  let client: Awaited<ReturnType<typeof openClient>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'beside-turn-'));
    const port = await freePort();
    const file = join(folder, 'turnserver.conf');
    const own = [
      `listening-port=${port}`,
      'listening-ip=127.0.0.1',
      'relay-ip=127.0.0.1',
      `static-auth-secret=${secret}`,
      `pidfile=${join(folder, 'pid')}`,
      `userdb=${join(folder, 'db')}`,
    ];
    const handedOut = (await readFile(configuration, 'utf8')).replace(/^listening-port=.*$/m, '');
    await writeFile(file, `${handedOut}\n${own.join('\n')}\n`);
    server = spawn(program ?? '', ['-c', file], { stdio: 'ignore' });
    client = await openClient(port);
  });
  afterAll(async () => {
    client.close();
    const ended = new Promise((resolve) => server.once('close', resolve));
    server.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  });

  test('[Q5] relays for who has credentials of signaling, towards public addresses', async () => {
    expect(client.allocated).toBe(requests.allocate | success);
    expect(await client.permit('93.184.216.34')).toBe('ok');
  });

  test.each([
    ...['127.0.0.1', '10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
    ...['0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1'],
  ])('[Q5] refuses to relay towards %s', async (address) => {
    expect(await client.permit(address)).toBe('403');
  });
});
