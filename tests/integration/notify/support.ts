import { v7 as uuidV7 } from 'uuid';
import {
  usualPreferences,
  type NoticeEvent,
  type OutboundChannel,
} from '@beside/shared/domain/channels';
import type { Preferences } from '@beside/shared/domain/notifications';
import { enterAsCustomer, enterAsTechnician } from '../../support/installation/people.ts';

type Technician = Awaited<ReturnType<typeof enterAsTechnician>>;

/** Has a technician told of an event over one channel alone. */
export async function choose(
  technician: Technician,
  event: NoticeEvent,
  channel: OutboundChannel,
  more: Partial<Preferences> = {},
): Promise<string | null> {
  const channels = { alert: [], message: [], 'left-message': [], [event]: [channel] };
  const preferences = { ...usualPreferences, ...more, channels };
  return (await technician.request('preferences:set', { preferences })).webhookSecret;
}

/** A technician, and a customer whose request is theirs. */
export async function conversation(url: string, name = 'Carla Customer') {
  const technician = await enterAsTechnician(url);
  const customer = await enterAsCustomer(url, { name });
  await technician.request('request:assign', { requestId: customer.requestId });
  const write = (text: string) =>
    customer.request('chat:post', { requestId: customer.requestId, id: uuidV7(), text });
  const close = (): void => {
    technician.close();
    customer.close();
  };
  return { technician, customer, requestId: customer.requestId, write, close };
}

/** How often something became of a try to send, as the operator is told. */
export async function countOf(url: string, channel: string, outcome: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const line = `beside_notifications_total{channel="${channel}",outcome="${outcome}"} `;
  const found = metrics.split('\n').find((candidate) => candidate.startsWith(line));
  return Number(found?.slice(line.length) ?? 0);
}
