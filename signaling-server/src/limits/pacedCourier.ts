import { CodedError } from '@beside/shared/protocol/errors';
import { DeliveryError, type Address, type Courier } from '../ports/notices.ts';
import type { Limits } from './createLimits.ts';

/**
 * Mails and text messages cost, and each request that a stranger opens may cause some: nobody's
 * mailbox or telephone is filled. What is held back is tried again later, as long as it is worth it.
 */
export function createPacedCourier(courier: Courier, limits: Limits): Courier {
  const take = async (address: Address): Promise<void> => {
    if (address.channel === 'mail') await limits.take('mails-by-recipient', address.to);
    if (address.channel !== 'sms') return;
    await limits.take('texts-by-recipient', address.to);
    await limits.take('texts-by-everybody', 'all');
  };
  return {
    ...courier,
    async send(address, notice) {
      try {
        await take(address);
      } catch (failure) {
        if (!(failure instanceof CodedError)) throw failure;
        throw new DeliveryError('later', 'too many at once');
      }
      await courier.send(address, notice);
    },
  };
}
