import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../run.mjs';
import { suite } from './srtp.mjs';
import { createConnectivityCheck } from './stun.mjs';

/** A lost datagram is sent again after this. */
const resendMs = 200;

/**
 * @param {string} dir where the two files go
 * @returns {Promise<{ cert: string, key: string, fingerprint: string }>}
 */
export async function createCertificate(dir) {
  const [cert, key] = [join(dir, 'cert.pem'), join(dir, 'key.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  const names = ['-nodes', '-days', '1', '-subj', '/CN=selftest'];
  const made = await run('openssl', [
    ...['req', '-x509', ...curve, ...names, '-keyout', key, '-out', cert],
  ]);
  if (made.code !== 0) throw new Error(`openssl could not make a certificate: ${made.stderr}`);
  return { cert, key, fingerprint: new X509Certificate(readFileSync(cert)).fingerprint256 };
}

/** @returns {Promise<import('node:dgram').Socket>} */
export async function openSocket() {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

/**
 * Does what a browser does at the other end of a WebRtcTransport: the ICE check, then DTLS on the same
 * socket. The DTLS itself is openssl's, whose datagrams go through a socket of its own.
 *
 * @param {object} options
 * @param {import('node:dgram').Socket} options.socket towards the worker; stays the caller's
 * @param {{ port: number, remoteFragment: string, remotePassword: string }} options.ice
 * @param {{ cert: string, key: string }} options.certificate
 * @param {AbortSignal} options.signal ends everything that was started
 * @returns {Promise<Buffer>} keying material for SRTP, once DTLS is connected
 */
export async function connectDtls({ socket, ice, certificate, signal }) {
  const send = (/** @type {Buffer} */ packet) => socket.send(packet, ice.port, '127.0.0.1');
  await passConnectivityCheck(socket, ice, send, signal);

  const bridge = await openSocket();
  signal.addEventListener('abort', () => bridge.close(), { once: true });
  let opensslPort = 0;
  bridge.on('message', (packet, { port }) => {
    opensslPort = port;
    send(packet);
  });
  socket.on('message', (packet) => {
    // RFC 7983: the first byte tells DTLS from STUN and SRTP.
    const first = packet.readUInt8(0);
    if (first >= 20 && first <= 63 && opensslPort !== 0 && !signal.aborted) {
      bridge.send(packet, opensslPort, '127.0.0.1');
    }
  });

  const openssl = spawn(
    'openssl',
    [
      ...['s_client', '-dtls1_2', '-connect', `127.0.0.1:${bridge.address().port}`],
      ...['-cert', certificate.cert, '-key', certificate.key, '-use_srtp', suite.opensslName],
      ...['-keymatexport', 'EXTRACTOR-dtls_srtp'],
      ...['-keymatexportlen', String(2 * (suite.keyBytes + suite.saltBytes))],
    ],
    // Its stdin stays open: at its end openssl would close the connection.
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  signal.addEventListener('abort', () => openssl.kill('SIGKILL'), { once: true });
  return keyingMaterial(openssl, signal);
}

/**
 * @param {import('node:dgram').Socket} socket
 * @param {{ remoteFragment: string, remotePassword: string }} ice
 * @param {(packet: Buffer) => void} send
 * @param {AbortSignal} signal
 */
async function passConnectivityCheck(socket, ice, send, signal) {
  const check = createConnectivityCheck(ice);
  send(check.packet);
  const resend = setInterval(send, resendMs, check.packet);
  try {
    for (;;) {
      const [packet] = await once(socket, 'message', { signal });
      if (check.isAnswer(packet)) return;
    }
  } finally {
    clearInterval(resend);
  }
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<any, import('node:stream').Readable,
 *   import('node:stream').Readable>} openssl
 * @param {AbortSignal} signal
 * @returns {Promise<Buffer>}
 */
function keyingMaterial(openssl, signal) {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    openssl.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
    openssl.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      const material = /Keying material: ([0-9A-F]+)\s/.exec(output)?.[1];
      if (material !== undefined) resolve(Buffer.from(material, 'hex'));
    });
    openssl.once('error', reject);
    openssl.once('close', () => reject(new Error(`DTLS failed: ${errors.trim() || output}`)));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
