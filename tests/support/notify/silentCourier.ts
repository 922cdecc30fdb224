import type { Courier } from '@beside/signaling-server/ports/notices';

/** An installation that has no way out set up. */
export const silentCourier: Courier = {
  available: [],
  pushKey: '',
  send: () => Promise.reject(new Error('nothing is set up')),
  postSigned: () => Promise.reject(new Error('nothing is set up')),
  close: () => undefined,
};
