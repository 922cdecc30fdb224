import { createHmac } from 'node:crypto';

/**
 * The header by which a receiver knows that a webhook is ours and new: the time, and the HMAC-SHA-256
 * of `<time>.<body>` with the webhook's secret.
 *
 * @param at Unix time in seconds
 */
export function sign(secret: string, body: string, at: number): string {
  const digest = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return `t=${at},v1=${digest}`;
}
