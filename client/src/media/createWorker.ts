/** In a page of another site the script is a foreign one: a worker of that site's has to fetch it. */
export function createWorker(url: URL): Worker {
  if (url.origin === location.origin) return new Worker(url);
  const script = `importScripts(${JSON.stringify(url.href)})`;
  const own = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(own);
  // Not before it was fetched; a worker that has said anything has its script.
  worker.addEventListener('message', () => URL.revokeObjectURL(own), { once: true });
  return worker;
}
