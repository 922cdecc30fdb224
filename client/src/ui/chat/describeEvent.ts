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
    case 'record-proposed':
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
    case 'share-switched':
    case 'show-switched':
      return t(`${side}.${event.code}`, { surface: t(`surface.${event.surface}`) });
    case 'share-ended':
      if (event.why !== 'stopped' || event.by === undefined) {
        return t(`${side}.share-ended-${event.why}`);
      }
      return event.by === null
        ? t(`${side}.share-ended-stopped-customer`)
        : t(`${side}.share-ended-stopped-technician`, { name: event.by.name });
    case 'record-ended':
      if (event.why !== 'stopped' || event.by === undefined) {
        return t(`${side}.record-ended-${event.why}`);
      }
      return event.by === null
        ? t(`${side}.record-ended-stopped-customer`)
        : t(`${side}.record-ended-stopped-technician`, { name: event.by.name });
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
      return t(`${side}.path-${wayOf(event)}`);
    case 'control-granted':
      return describeGrant(event, reader, t);
    case 'control-ended':
      return t(`${side}.control-ended-${event.why}`);
    case 'hand-granted':
      return t(`${side}.hand-granted-${event.level === 'pointer' ? 'pointer' : 'keyboard'}`, {
        name: event.by.name,
      });
    case 'hand-ended':
      // A helper is for the customer's screen alone.
      return t(`${side}.hand-ended-${event.why === 'helper-changed' ? 'left' : event.why}`);
    case 'clipboard-sent':
      return t(`${side}.clipboard-sent-${event.to}`);
    case 'transferred':
      return t(`${side}.transferred`, { name: event.by.name, to: event.to });
    case 'profile-sent':
      return t(`${side}.profile-sent`, { name: event.by.name, profile: event.profile.name });
    case 'transfer-returned':
      return t(`${side}.transfer-returned`, { name: event.by.name });
    case 'link-pushed':
      return t(`${side}.link-pushed`, { name: event.by.name, url: event.url });
    case 'tab-agreed':
    case 'hand-agreed':
    case 'hand-requested':
    case 'tab-left':
    case 'helper-ready':
    case 'helper-ended':
    case 'opened':
    case 'abandoned':
    case 'returned':
    case 'share-cancelled':
    case 'record-started':
    case 'share-paused':
    case 'share-resumed':
    case 'show-paused':
    case 'show-resumed':
      return t(`${side}.${event.code}`);
  }
}

type EventOf<Code> = Extract<SystemEvent, { code: Code }>;

function wayOf({ path, why }: EventOf<'path-changed'>) {
  if (why === 'silent' || why === 'lossy') return `${path}-${why}` as const;
  if (why === 'returned' && path === 'direct') return 'direct-returned';
  if (why === 'together' && path === 'relay') return 'relay-together';
  return path;
}

function describeGrant(
  { level, to, span, again }: EventOf<'control-granted'>,
  reader: Party,
  t: Translate,
): string {
  const words = level === 'pointer' ? 'pointer' : 'keyboard';
  if (again) return t(`event.${reader}.control-granted-again`);
  if (span === 'session') return t(`event.${reader}.control-granted-session-${words}`);
  return to
    ? t(`event.${reader}.control-granted-${words}-to`, { name: to.name })
    : t(`event.${reader}.control-granted-${words}`);
}
