import type { NoticeEvent } from '@beside/shared/domain/channels';
import type { RequestId } from '@beside/shared/domain/ids';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { alertSettings } from '../alerts/alertSettings.ts';
import { playChime } from '../alerts/playChime.ts';
import { customerName } from '../customerName.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import { isInFront, isLookedAt } from './looking.ts';
import { isFirst } from './tabs.ts';

interface Call {
  event: NoticeEvent;
  requestId: RequestId;
  /** The same in every tab, and for nothing else. */
  key: string;
  title: string;
  body: string;
}

/**
 * Calls whoever does not look: a tone, and a notification of the desktop that leads to the request
 * (rules T6 and T8). Of several tabs one does it.
 */
export function useCalls(): void {
  const { t } = useI18n();
  const { alerts, signaling, list, me, preferences } = useWorkspace();
  const navigate = useNavigate();

  useEffect(() => {
    const shown = new Map<string, Notification>();

    function show({ event, requestId, title, body }: Call): void {
      const tag = `${event}:${requestId}`;
      const notification = new Notification(title, { body, tag, silent: true });
      notification.onclick = () => {
        window.focus();
        void navigate(`/requests/${requestId}`);
        notification.close();
      };
      shown.set(tag, notification);
    }

    async function call(what: Call): Promise<void> {
      if (await isLookedAt(what.requestId)) return;
      const { sound, desktop } = alertSettings.getState();
      // A page that was never clicked is not allowed to be heard, and leaves it to another one.
      const canPlay = sound && preferences.wants(what.event, 'sound');
      if (canPlay && navigator.userActivation.hasBeenActive) {
        if (await isFirst(`beside:sound:${what.key}`)) playChime();
      }
      if (desktop !== 'granted' || !preferences.wants(what.event, 'desktop')) return;
      if (await isInFront()) return;
      if (await isFirst(`beside:desktop:${what.key}`)) show(what);
    }

    const stops = [
      alerts.onRaised(({ request, origin, until }) => {
        const values = { name: customerName(request, t), origin: t(`alert.${origin}`) };
        void call({
          event: 'alert',
          requestId: request.id,
          key: `alert:${request.id}:${until}`,
          title: t('alert.notification', values),
          body: request.question,
        });
      }),
      signaling.on('chat:entry', ({ entry }) => {
        const request = list.getState().requests.get(entry.requestId);
        if (entry.kind !== 'message' || entry.from.party !== 'customer') return;
        if (request?.assignee?.id !== me.id) return;
        void call({
          event: 'message',
          requestId: entry.requestId,
          key: `message:${entry.id}`,
          title: t('notify.wrote', { name: customerName(request, t) }),
          body: entry.text,
        });
      }),
      signaling.on('notice:raised', ({ event, request }) => {
        void call({
          event,
          requestId: request.id,
          key: `${event}:${request.id}`,
          title: t('notify.left-message', { name: customerName(request, t) }),
          body: request.question,
        });
      }),
      alerts.state.subscribe((up) => {
        for (const [tag, notification] of shown) {
          if (!tag.startsWith('alert:')) continue;
          if (up.some(({ request }) => tag === `alert:${request.id}`)) continue;
          notification.close();
          shown.delete(tag);
        }
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      for (const notification of shown.values()) notification.close();
    };
  }, [alerts, signaling, list, me, preferences, navigate, t]);

  // A click on a push is heard by the service worker, which hands it to a console that is open.
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return undefined;
    const workers = navigator.serviceWorker;
    function follow({ data }: MessageEvent<{ kind?: unknown; path?: unknown } | null>): void {
      if (data?.kind !== 'open' || typeof data.path !== 'string') return;
      void navigate(data.path.replace(/^\/console/, '') || '/');
    }
    workers.addEventListener('message', follow);
    workers.startMessages();
    return () => workers.removeEventListener('message', follow);
  }, [navigate]);
}
