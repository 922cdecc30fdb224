import type { SystemEvent } from '@beside/shared/domain/request';
import type { Party } from '@beside/shared/domain/words';
import type { Translate } from '../../i18n/words.ts';

/** What happened, in the reader's words: each side reads it from where it stands. */
export function describeEvent(event: SystemEvent, reader: Party, t: Translate): string {
  const side = `event.${reader}` as const;
  switch (event.code) {
    case 'assigned':
    case 'unassigned':
    case 'joined':
    case 'left':
    case 'share-proposed':
    case 'control-requested':
      return t(`${side}.${event.code}`, { name: event.by.name });
    case 'closed':
      // The customer is not told by whom.
      return reader === 'customer'
        ? t('event.customer.closed')
        : t('event.technician.closed', { name: event.by.name });
    case 'ended':
      return t(`${side}.ended-${event.party}`);
    case 'share-started':
      return t(`${side}.share-started`, { surface: t(`surface.${event.surface}`) });
    case 'share-ended':
      return t(`${side}.share-ended-${event.why}`);
    case 'show-started':
      return t(`${side}.show-started`, {
        name: event.by.name,
        surface: t(`surface.${event.surface}`),
      });
    case 'show-ended':
      return t(`${side}.show-ended-${event.why}`);
    case 'voice-on':
    case 'voice-off':
      return t(`${side}.${event.code}-${event.party}`);
    case 'path-changed':
      return t(`${side}.path-${event.path}`);
    case 'control-granted':
      return t(`${side}.control-granted-${event.level === 'pointer' ? 'pointer' : 'keyboard'}`);
    case 'control-ended':
      return t(`${side}.control-ended-${event.why}`);
    case 'transferred':
      return t(`${side}.transferred`, { name: event.by.name, to: event.to });
    case 'profile-sent':
      return t(`${side}.profile-sent`, { name: event.by.name, profile: event.profile.name });
    case 'transfer-returned':
      return t(`${side}.transfer-returned`, { name: event.by.name });
    case 'link-pushed':
      return t(`${side}.link-pushed`, { name: event.by.name, url: event.url });
    case 'helper-ready':
    case 'helper-ended':
    case 'opened':
    case 'abandoned':
    case 'returned':
    case 'share-cancelled':
    case 'share-paused':
    case 'share-resumed':
    case 'show-paused':
    case 'show-resumed':
      return t(`${side}.${event.code}`);
  }
}
