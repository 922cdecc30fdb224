import { createHmac, timingSafeEqual } from 'node:crypto';

/** Texts that only this installation can have written, until a time. */
export interface Signer {
  /** @param expiresAt milliseconds since the Unix epoch */
  sign(claims: object, expiresAt: number): string;
  /** What was signed, not yet known to be of any shape; undefined where it was not, or is too old. */
  read(token: string, now: number): unknown;
}

/**
 * @param purpose what the texts are for: those of one are none of another
 * @returns texts of base64url and a full stop: `<claims>.<HMAC-SHA256>`
 */
export function createSigner(key: string, purpose: string): Signer {
  const macOf = (body: string): Buffer =>
    createHmac('sha256', key).update(`${purpose}\0${body}`).digest();
  return {
    sign(claims, expiresAt) {
      const body = Buffer.from(JSON.stringify({ claims, expiresAt })).toString('base64url');
      return `${body}.${macOf(body).toString('base64url')}`;
    },
    read(token, now) {
      const [body = '', mac = '', ...rest] = token.split('.');
      const [given, right] = [Buffer.from(mac, 'base64url'), macOf(body)];
      if (rest.length > 0 || given.length !== right.length) return undefined;
      if (!timingSafeEqual(given, right)) return undefined;
      const signed = JSON.parse(Buffer.from(body, 'base64url').toString()) as {
        claims: unknown;
        expiresAt: number;
      };
      return now < signed.expiresAt ? signed.claims : undefined;
    },
  };
}
