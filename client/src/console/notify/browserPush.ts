import type { Signaling } from '../../signaling/signaling.ts';

const script = '/console-push.js';
const scope = '/console';

export type PushState = 'unsupported' | 'on' | 'off';

/** Whether this browser takes pushes for the console. */
export async function readPush(): Promise<PushState> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) return 'unsupported';
  return (await subscription()) ? 'on' : 'off';
}

/**
 * Has this browser take pushes from now on; asks for leave to show them.
 *
 * @param key of the application server, base64url
 * @throws DOMException where the browser or its push service refuses; RequestFailed
 */
export async function startPush(signaling: Signaling, key: string): Promise<void> {
  await navigator.serviceWorker.register(script, { scope });
  const registration = await navigator.serviceWorker.ready;
  const subscribed = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key,
  });
  await tell(signaling, subscribed);
}

/** The console is here again: its subscription belongs to who is signed in now. */
export async function renewPush(signaling: Signaling): Promise<void> {
  const subscribed = (await readPush()) === 'on' ? await subscription() : null;
  if (subscribed) await tell(signaling, subscribed);
}

/** @throws RequestFailed */
export async function stopPush(signaling: Signaling): Promise<void> {
  const subscribed = (await readPush()) === 'on' ? await subscription() : null;
  if (!subscribed) return;
  await signaling.request('push:unsubscribe', { endpoint: subscribed.endpoint });
  await subscribed.unsubscribe();
}

async function subscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

async function tell(signaling: Signaling, subscribed: PushSubscription): Promise<void> {
  const { endpoint, keys = {} } = subscribed.toJSON();
  if (endpoint === undefined) return;
  const { p256dh = '', auth = '' } = keys;
  await signaling.request('push:subscribe', { endpoint, keys: { p256dh, auth } });
}
