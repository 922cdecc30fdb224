import { useEffect } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { customerName } from '../customerName.ts';
import { useOpenRequest } from '../useOpenRequest.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import { alertSettings } from './alertSettings.ts';
import { playChime } from './playChime.ts';

/** Calls whoever does not look: a tone, and a notification of the desktop (rules T6 and T8). */
export function useAlertCalls(): void {
  const { t } = useI18n();
  const { alerts } = useWorkspace();
  const openRequest = useOpenRequest();

  useEffect(() => {
    const shown = new Map<string, Notification>();
    const stopRaised = alerts.onRaised(({ request, origin }) => {
      const { sound, desktop } = alertSettings.getState();
      if (sound) playChime();
      if (desktop !== 'granted' || !document.hidden) return;
      const { id, question } = request;
      const notification = new Notification(
        t('alert.notification', { name: customerName(request, t), origin: t(`alert.${origin}`) }),
        { body: question, tag: id, silent: sound },
      );
      notification.onclick = () => {
        window.focus();
        openRequest(id);
        notification.close();
      };
      shown.set(id, notification);
    });
    const stopGone = alerts.state.subscribe((up) => {
      for (const [id, notification] of shown) {
        if (up.some(({ request }) => request.id === id)) continue;
        notification.close();
        shown.delete(id);
      }
    });
    return () => {
      stopRaised();
      stopGone();
      for (const notification of shown.values()) notification.close();
    };
  }, [alerts, openRequest, t]);
}
