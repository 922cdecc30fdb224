import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { Host } from './topology.ts';

const probePort = 9_000;
const sendEveryMs = 5;
const settleMs = 150;

const fetchScript = `
const [url, limit] = process.argv.slice(1);
const reply = await fetch(url, { signal: AbortSignal.timeout(Number(limit)) });
process.stdout.write(await reply.text());`;

const echoScript = `
const { createSocket } = await import('node:dgram');
const socket = createSocket('udp4').on('message', (message, { port, address }) => {
  received += 1;
  socket.send(message, port, address);
});
let received = 0;
socket.bind(${probePort}, () => process.stdout.write('ready\\n'));
process.stdin.resume().on('end', () => { process.stdout.write(received + '\\n'); socket.close(); });`;

const sendScript = `
const { createSocket } = await import('node:dgram');
const [address, count] = process.argv.slice(1);
const rounds = [];
const socket = createSocket('udp4').on('message', (sentAt) => {
  rounds.push(performance.now() - Number(sentAt));
});
for (let sent = 0; sent < Number(count); sent += 1) {
  socket.send(String(performance.now()), ${probePort}, address);
  await new Promise((resolve) => setTimeout(resolve, ${sendEveryMs}));
}
await new Promise((resolve) => setTimeout(resolve, ${settleMs}));
process.stdout.write(JSON.stringify(rounds));
socket.close();`;

/** What became of UDP packets that one host sent to another, where each was sent back. */
interface UdpReport {
  /** Packets that arrived. */
  readonly received: number;
  /** Round trips of those that came back too, in milliseconds, in order of arrival. */
  readonly roundTripsMs: readonly number[];
}

/**
 * The body of what a host gets from a URL.
 * @throws Error when the request fails or takes longer than `timeoutMs`.
 */
export async function fetchFrom(host: Host, url: string, timeoutMs: number): Promise<string> {
  return runScript(host, fetchScript, [url, String(timeoutMs)]);
}

/** Sends `count` UDP packets from a host to another, one in 5 ms. */
export async function sendUdp(from: Host, to: Host, count: number): Promise<UdpReport> {
  const [command, args] = onHost(to, echoScript, []);
  const echo = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const output = echo.stdout.setEncoding('utf8');
  try {
    await once(output, 'data');
    const rounds = await runScript(from, sendScript, [to.address, String(count)]);
    const received = once(output, 'data');
    echo.stdin.end();
    return { received: Number((await received)[0]), roundTripsMs: JSON.parse(rounds) as number[] };
  } finally {
    echo.kill('SIGKILL');
  }
}

async function runScript(host: Host, script: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(...onHost(host, script, args));
  return stdout;
}

function onHost(host: Host, script: string, args: readonly string[]): [string, string[]] {
  const [command = 'ip', ...prefix] = host.execPrefix;
  const node = [process.execPath, '--input-type=module', '--eval', script];
  return [command, [...prefix, ...node, ...args]];
}
