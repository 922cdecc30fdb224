import { createStore } from 'zustand/vanilla';

interface AlertSettings {
  sound: boolean;
  /** Whether the browser shows notifications of this site on the desktop. */
  desktop: NotificationPermission | 'unsupported';
}

const soundKey = 'beside.alert-sound';

const store = createStore<AlertSettings>(() => ({
  sound: localStorage.getItem(soundKey) !== 'off',
  desktop: 'Notification' in window ? Notification.permission : 'unsupported',
}));

/** How this browser calls the technician (rule T6); kept from one visit to the next. */
export const alertSettings = {
  getState: store.getState,
  subscribe: store.subscribe,
  setSound(sound: boolean): void {
    localStorage.setItem(soundKey, sound ? 'on' : 'off');
    store.setState({ sound });
  },
  /** The browser asks the technician, who has just clicked. */
  async askForDesktop(): Promise<void> {
    store.setState({ desktop: await Notification.requestPermission() });
  },
};
