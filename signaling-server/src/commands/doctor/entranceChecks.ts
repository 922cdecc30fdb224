import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { answerMs, compareClocks, fails, note, ok, reasonOf, type Check } from './finding.ts';

const dayMs = 86_400_000;
/** A certificate that ends sooner should be renewed by now. */
const soonDays = 14;

/** Whether people get in: address, certificate, the address that they type. */
export const entranceChecks: Check[] = [
  {
    title: 'Address',
    async run({ host, port, tls }) {
      const taken = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
        const server = createServer();
        server.once('error', resolve);
        server.listen(port, host, () => server.close(() => resolve(null)));
      });
      const place = `${host}:${port}`;
      if (!taken) return ok(`port ${place} is free`);
      if (taken.code === 'EADDRINUSE') {
        const url = `${tls ? 'https' : 'http'}://${host}:${port}/healthz`;
        if (!tls && (await isBeside(url))) return ok(`Beside runs at ${place}`);
        return note(`something runs at ${place}`, 'Beside itself? Otherwise stop it, or set PORT.');
      }
      const todo =
        taken.code === 'EACCES'
          ? 'Ports below 1024 need a right: use a proxy, or AmbientCapabilities=CAP_NET_BIND_SERVICE.'
          : 'Set HOST to an address of this machine.';
      return fails(`${place} cannot be listened at: ${reasonOf(taken)}`, todo);
    },
  },
  {
    title: 'Certificate',
    async run({ tls, publicUrl }) {
      if (!tls) return undefined;
      const renew = 'Renew it, and check TLS_CERT and TLS_KEY.';
      try {
        const certificate = new X509Certificate(await readFile(tls.cert));
        const key = createPrivateKey(await readFile(tls.key));
        if (!certificate.checkPrivateKey(key)) {
          return fails('TLS_KEY is not the key of TLS_CERT', renew);
        }
        const days = Math.floor((certificate.validToDate.getTime() - Date.now()) / dayMs);
        if (days < 0) return fails(`the certificate has ended ${-days} days ago`, renew);
        const name = publicUrl === undefined ? undefined : new URL(publicUrl).hostname;
        if (name !== undefined && !certificate.checkHost(name)) {
          return fails(`the certificate is not for ${name}`, 'Get one for the name in PUBLIC_URL.');
        }
        if (days < soonDays) return note(`the certificate ends in ${days} days`, renew);
        return ok(`the certificate is good for ${days} days`);
      } catch (failure) {
        return fails(`the certificate cannot be used: ${reasonOf(failure)}`, renew);
      }
    },
  },
  {
    title: 'PUBLIC_URL',
    async run({ publicUrl, host }) {
      if (publicUrl === undefined) {
        const isHere = ['127.0.0.1', 'localhost', '::1'].includes(host);
        return isHere
          ? ok('for people at this machine alone')
          : note('PUBLIC_URL is not set', 'Set it: links in mails and invitations lead there.');
      }
      const url = new URL(publicUrl);
      if (url.protocol !== 'https:' && !/^(localhost|127\.)/.test(url.hostname)) {
        return fails(
          `${publicUrl} is not HTTPS`,
          'Browsers share screens over HTTPS only: put a proxy with a certificate before it, or set TLS_CERT and TLS_KEY.',
        );
      }
      try {
        const answer = await fetch(new URL('/healthz', url), {
          signal: AbortSignal.timeout(answerMs),
        });
        await answer.body?.cancel();
        const date = Date.parse(answer.headers.get('date') ?? '');
        const found = answer.ok
          ? ok(`${publicUrl} answers`)
          : note(`${publicUrl} answers ${answer.status}`, 'Start Beside, then look again.');
        return Number.isNaN(date) ? found : [found, compareClocks(publicUrl, date)];
      } catch (failure) {
        return note(
          `${publicUrl} cannot be reached from here: ${reasonOf(failure)}`,
          'Check name, proxy and firewall; from inside a network its own public address is sometimes out of reach.',
        );
      }
    },
  },
];

async function isBeside(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(answerMs) });
    return ((await answer.json()) as { status?: unknown }).status === 'ok';
  } catch {
    return false;
  }
}
