import type { RequestDetails } from '@beside/shared/domain/request';
import type { TextKey } from '../i18n/words.ts';
import { parseUserAgent } from '../lib/userAgent.ts';
import type { ConversationState } from '../session/conversation.ts';

/**
 * Why none of the customer's open pages can share a screen; `null` where one can, where they do not
 * say, or where none is open. The server refuses to ask for the same reason.
 */
export function shareHindrance(
  presence: ConversationState['presence'],
  details: RequestDetails | null,
): Extract<TextKey, `cannot-share.${string}`> | null {
  const pages = presence.filter(({ party }) => party === 'customer');
  if (pages.some(({ share = 'yes' }) => share === 'yes')) return null;
  const [page] = pages;
  switch (page?.share) {
    case 'insecure':
    case 'policy':
      return `cannot-share.${page.share}`;
    case 'no-api':
      return `cannot-share.${kindOf(details)}`;
    case 'yes':
    case undefined:
      return null;
  }
}

function kindOf(details: RequestDetails | null): 'ios' | 'android' | 'other' {
  const { system } = parseUserAgent(details?.source.userAgent ?? '');
  if (system?.startsWith('Android')) return 'android';
  return system?.startsWith('iOS') || system?.startsWith('iPadOS') ? 'ios' : 'other';
}
