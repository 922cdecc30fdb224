import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail server that keeps what it is sent. */
export interface SmtpSink {
  /** `smtp://…`, with a name and a password. */
  url: string;
  /** What arrived, as it stood on the line, with soft line breaks taken out. */
  letters: { from: string; to: string[]; source: string }[];
  /** How it answers the next recipients, before it takes them again: 451, 550 … */
  refusals: number[];
  /** The password it takes. */
  password: string;
  close(): Promise<void>;
}

export const smtpUser = 'beside';

/** @param options over the sink's own; without them it speaks no TLS */
export async function startSmtpSink(options: SMTPServerOptions = {}): Promise<SmtpSink> {
  const sink: Omit<SmtpSink, 'url' | 'close'> = { letters: [], refusals: [], password: 'good' };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      if (username === smtpUser && password === sink.password) done(null, { user: smtpUser });
      else done(new Error('wrong password'));
    },
    onRcptTo(_address, _session, done) {
      const responseCode = sink.refusals.shift();
      done(responseCode ? Object.assign(new Error('not now'), { responseCode }) : undefined);
    },
    onData(stream, { envelope }, done) {
      void text(stream).then((source) => {
        const { mailFrom, rcptTo } = envelope;
        sink.letters.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          source: source.replaceAll('=\r\n', ''),
        });
        done();
      });
    },
    ...options,
  });
  // A sender that breaks off is no failure of the sink.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return Object.assign(sink, {
    url: `smtp://${smtpUser}:good@127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}
