import type { Entry, SupportRequest } from '@beside/shared/domain/request';
import { chatIsOpen } from '@beside/shared/domain/requestPhase';
import { useEffect } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { useStore } from '../lib/useStore.ts';
import type { Conversation } from '../session/conversation.ts';
import { describeEvent } from '../ui/chat/describeEvent.ts';
import { saidIn } from '../ui/chat/saidIn.ts';
import { usePlace } from './place.ts';

/** Tells outside how the conversation stands: what of it is not read yet, and when it is over. */
export function usePortalNews({ requestId, state }: Conversation): void {
  const { t } = useI18n();
  const { tell } = usePlace();
  const { entries, complete, read } = useStore(state, (whole) => whole);

  useEffect(() => {
    if (!complete) return;
    const unread = entries.filter((entry) => entry.seq > read.customer && isNews(entry));
    const last = unread.at(-1);
    const newest =
      last === undefined
        ? ''
        : last.kind === 'event'
          ? describeEvent(last.event, 'customer', t)
          : t('chat.announce', { name: last.from.name, text: saidIn(last, t) });
    tell({ type: 'unread', count: unread.length, newest });
  }, [entries, complete, read.customer, t, tell]);

  useEffect(
    () =>
      state.subscribe(({ request }, { request: before }) => {
        if (request && isUnderWay(before) && !isUnderWay(request)) {
          tell({ type: 'request-ended', requestId });
        }
      }),
    [requestId, state, tell],
  );
}

function isUnderWay(request: SupportRequest | null): boolean {
  return request !== null && (chatIsOpen(request.phase) || request.phase === 'abandoned');
}

/** What somebody said, or asks: not what only goes on meanwhile. */
function isNews(entry: Entry): boolean {
  if (entry.kind !== 'event') return entry.from.party === 'technician';
  return entry.event.code === 'joined' || entry.event.code === 'share-proposed';
}
