/*
 * The service worker of the console: shows pushes, and leads a click to the request. It stands
 * alone: as a classic script it can import nothing. It touches no page and no request of one.
 */

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface PushEvent extends WorkerEvent {
  data: { json(): unknown } | null;
}
interface ClickEvent extends WorkerEvent {
  notification: Notification;
}
interface Page {
  url: string;
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}
interface Worker {
  registration: ServiceWorkerRegistration;
  clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<Page[]>;
    openWindow(url: string): Promise<unknown>;
  };
  location: Location;
  addEventListener(name: 'push', listener: (event: PushEvent) => void): void;
  addEventListener(name: 'notificationclick', listener: (event: ClickEvent) => void): void;
}

const worker = self as unknown as Worker;

/** What the server sends; a push without it can only say that there is something. */
function read(data: PushEvent['data']): { title: string; body: string; tag: string; url: string } {
  const fallback = { title: 'Beside', body: '', tag: 'beside', url: '/console' };
  try {
    return { ...fallback, ...(data?.json() as object) };
  } catch {
    return fallback;
  }
}

worker.addEventListener('push', (event) => {
  const { title, body, tag, url } = read(event.data);
  // Every push has to show something, or the browser takes the permission away.
  event.waitUntil(worker.registration.showNotification(title, { body, tag, data: { url } }));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { url } = event.notification.data as { url: string };
  event.waitUntil(open(new URL(url, worker.location.origin).pathname));
});

/** In a console that is open, else in a new one. */
async function open(path: string): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = pages.find(({ url }) => /^\/console(\/|$)/.test(new URL(url).pathname));
  if (!page) {
    await worker.clients.openWindow(path);
    return;
  }
  await page.focus();
  page.postMessage({ kind: 'open', path });
}
