import type { SupportRequest } from '@beside/shared/domain/request';
import type { Translate } from '../i18n/words.ts';

/** What a customer is called here; a portal need not have asked. */
export function customerName({ customer }: Pick<SupportRequest, 'customer'>, t: Translate): string {
  return customer.name || t('customer.unnamed');
}
