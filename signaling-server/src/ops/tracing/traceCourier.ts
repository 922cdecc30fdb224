import type { Courier } from '../../ports/notices.ts';
import type { Tracing } from './tracing.ts';

/** Notes how long mails, text messages, pushes and webhooks take; not to whom they go. */
export function traceCourier(courier: Courier, tracing: Tracing): Courier {
  return {
    ...courier,
    send: (address, notice) =>
      tracing.send(`send ${address.channel}`, () => courier.send(address, notice)),
    postSigned: (...post) => tracing.send('send webhook', () => courier.postSigned(...post)),
  };
}
