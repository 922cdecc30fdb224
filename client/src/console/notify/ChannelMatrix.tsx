import { Checkbox } from '@mantine/core';
import {
  channels,
  noticeEvents,
  outboundChannels,
  type Channel,
  type NoticeEvent,
  type OutboundChannel,
} from '@beside/shared/domain/channels';
import type { Preferences } from '@beside/shared/domain/notifications';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import styles from './notify.module.css';

interface Props {
  available: readonly OutboundChannel[];
  chosen: Preferences['channels'];
  onChange: (chosen: Preferences['channels']) => void;
}

/** What, over which channel; only those that the installation has. */
export function ChannelMatrix({ available, chosen, onChange }: Props): ReactElement {
  const { t } = useI18n();
  const isOutbound = (channel: Channel): channel is OutboundChannel =>
    outboundChannels.some((known) => known === channel);
  const shown = channels.filter((channel) => !isOutbound(channel) || available.includes(channel));
  const missing = channels.filter((channel) => !shown.includes(channel));

  function toggle(event: NoticeEvent, channel: Channel, isOn: boolean): void {
    const others = chosen[event].filter((other) => other !== channel);
    onChange({ ...chosen, [event]: isOn ? [...others, channel] : others });
  }

  return (
    <>
      <div className={styles.wide}>
        <table className={styles.matrix}>
          <thead>
            <tr>
              <td />
              {shown.map((channel) => (
                <th key={channel} scope="col">
                  {t(`notify.${channel}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {noticeEvents.map((event) => (
              <tr key={event}>
                <th scope="row">{t(`notify.event-${event}`)}</th>
                {shown.map((channel) => (
                  <td key={channel}>
                    <Checkbox
                      size="sm"
                      aria-label={`${t(`notify.event-${event}`)}: ${t(`notify.${channel}`)}`}
                      checked={chosen[event].includes(channel)}
                      onChange={({ currentTarget }) =>
                        toggle(event, channel, currentTarget.checked)
                      }
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {missing.length > 0 && (
        <p className={styles.hint}>
          {t('notify.missing', {
            channels: missing.map((channel) => t(`notify.${channel}`)).join(', '),
          })}
        </p>
      )}
    </>
  );
}
