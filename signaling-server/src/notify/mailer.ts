import { createHash } from 'node:crypto';
import type { Transporter } from 'nodemailer';
import { DeliveryError } from '../ports/notices.ts';
import type { Letter } from './mailTemplate.ts';

/** The installation's SMTP server. */
export interface Mailer {
  /**
   * @param sent.id the same for each try of the same letter: a mailbox that got it twice shows it once
   * @throws DeliveryError
   */
  send(sent: { to: { name: string; address: string }; id: string; letter: Letter }): Promise<void>;
  close(): void;
}

/** Each step of a conversation with a mail server; a page that tries it waits 10 s. */
const stepMs = 4_000;
const wholeMs = 9_000;

/**
 * @param options.url `smtp://` or `smtps://`, with nodemailer's options in its query
 * @param options.list what mail programs file such letters under
 */
export function createMailer({
  url,
  from,
  list,
}: {
  url: string;
  from: string;
  list: string;
}): Mailer {
  /** The library is loaded with the first letter: it is not small, and most nodes send none for long. */
  const open = async (): Promise<Transporter> => {
    const { createTransport } = await import('nodemailer');
    return createTransport(
      {
        url,
        connectionTimeout: stepMs,
        greetingTimeout: stepMs,
        socketTimeout: stepMs,
        dnsTimeout: stepMs,
        // What is in a mail are words; nobody reads files or addresses through it.
        disableFileAccess: true,
        disableUrlAccess: true,
      },
      { from },
    );
  };
  let transport: Promise<Transporter> | undefined;
  const domain = /@([^>\s]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';

  return {
    async send({ to, id, letter }) {
      const hash = createHash('sha256').update(id).digest('hex').slice(0, 32);
      transport ??= open();
      const sending = (await transport).sendMail({
        // As an object it cannot be read as several.
        to,
        ...letter,
        messageId: `<${hash}@${domain}>`,
        headers: {
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          'List-Id': `Beside <${list}.${domain}>`,
        },
      });
      await within(wholeMs, sending).catch((failure: unknown) => {
        throw failure instanceof DeliveryError ? failure : toDeliveryError(failure);
      });
    },
    close: () => void transport?.then((opened) => opened.close()),
  };
}

/** RFC 5321, section 4.2.1: 4yz may be tried again, 5yz not; a wrong password is ours to mend. */
function toDeliveryError(failure: unknown): DeliveryError {
  const { code, responseCode } = failure as { code?: string; responseCode?: number };
  const reason = responseCode ? `${code ?? 'SMTP'} ${responseCode}` : (code ?? 'failed');
  const isForGood = code !== 'EAUTH' && responseCode !== undefined && responseCode >= 500;
  return new DeliveryError(isForGood ? 'never' : 'later', reason);
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DeliveryError('later', 'no answer in time')), limitMs);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
