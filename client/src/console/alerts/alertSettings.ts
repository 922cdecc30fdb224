import { createStore } from 'zustand/vanilla';
import { keptText } from '../../lib/keptText.ts';

interface AlertSettings {
  sound: boolean;
  /** From 0 to 1. */
  volume: number;
  /** Whether the browser shows notifications of this site on the desktop. */
  desktop: NotificationPermission | 'unsupported';
}

const soundKey = 'beside.alert-sound';
const volumeKey = 'beside.alert-volume';
const usualVolume = 0.5;

function readVolume(): number {
  const kept = Number(keptText.getItem(volumeKey) ?? usualVolume);
  return kept >= 0 && kept <= 1 ? kept : usualVolume;
}

const store = createStore<AlertSettings>(() => ({
  sound: keptText.getItem(soundKey) !== 'off',
  volume: readVolume(),
  desktop: 'Notification' in window ? Notification.permission : 'unsupported',
}));

/** How this browser calls the technician (rule T6); kept from one visit to the next. */
export const alertSettings = {
  getState: store.getState,
  subscribe: store.subscribe,
  setSound(sound: boolean): void {
    keptText.setItem(soundKey, sound ? 'on' : 'off');
    store.setState({ sound });
  },
  setVolume(volume: number): void {
    keptText.setItem(volumeKey, String(volume));
    store.setState({ volume });
  },
  /** The browser asks the technician, who has just clicked. */
  async askForDesktop(): Promise<void> {
    store.setState({ desktop: await Notification.requestPermission() });
  },
};
