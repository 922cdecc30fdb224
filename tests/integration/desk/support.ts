import type { PortalView } from '@beside/shared/protocol/http';
import type { Reply } from '@beside/shared/protocol/errors';
import { technicianUrl } from '../../support/installation/nodes.ts';
import {
  connect,
  enterAsTechnician,
  postJson,
  requestForm,
  type TestPage,
} from '../../support/installation/people.ts';

/** What a portal's form is answered, whether it was taken or not. */
export async function sendForm(url: string, slug: string, more: Record<string, unknown> = {}) {
  const form = { ...requestForm(), ...more };
  const response = await postJson(`${url}/api/v1/portals/${slug}/requests`, form);
  return { form, status: response.status, reply: (await response.json()) as Reply<unknown> };
}

/** Opens a request on that portal, and its page. */
export async function enter(url: string, slug: string, more: Record<string, unknown> = {}) {
  const { form, status } = await sendForm(url, slug, more);
  if (status !== 200) throw new Error(`the portal answered ${status}`);
  const page = await connect(url, { party: 'customer', token: form.secret });
  return { ...page, requestId: form.id as never, token: form.secret };
}

export async function viewOf(url: string, slug: string): Promise<PortalView> {
  const response = await fetch(`${url}/api/v1/portals/${slug}`);
  return ((await response.json()) as { data: PortalView }).data;
}

/** A technician who is available, whatever an earlier test left behind. */
export async function enterAvailable(url: string, email?: string) {
  const page = await enterAsTechnician(url, email);
  await page.request('status:set', { status: 'available' });
  return page;
}

/** Gathers what is told under a name from now on. */
export function gather(page: TestPage, name: string): { requestId?: string }[] {
  const heard: { requestId?: string }[] = [];
  page.socket.on(name, (message: { requestId?: string }) => heard.push(message));
  return heard;
}

/** Closes a page, and waits until the server has seen it go. */
export async function leave(url: string, page: Pick<TestPage, 'close'>): Promise<void> {
  const open = async (): Promise<number> => {
    const nodes = new Set([url, technicianUrl(url)]);
    const all = await Promise.all(
      [...nodes].map(async (node) => (await fetch(`${node}/metrics`)).text()),
    );
    return [...all.join('\n').matchAll(/^beside_sockets\{.*\} (\d+)$/gm)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    );
  };
  const before = await open();
  page.close();
  while ((await open()) >= before) await new Promise((resolve) => setTimeout(resolve, 5));
}
