import type { Preferences } from '../../desk/preferences.ts';
import type { Handlers } from '../bind.ts';
import { technicianOf } from './desk.ts';

type Names =
  | 'preferences:get'
  | 'preferences:set'
  | 'preferences:test'
  | 'push:subscribe'
  | 'push:unsubscribe'
  | 'console:looking';

/** @param node this one, which holds the leases of its sockets */
export function createNotificationHandlers(
  preferences: Preferences,
  node: string,
): Pick<Handlers, Names> {
  return {
    'preferences:get': ({ language }, { actor }) => preferences.get(technicianOf(actor), language),
    'preferences:set': async ({ preferences: chosen, renewSecret = false }, { actor }) => ({
      webhookSecret: await preferences.set(technicianOf(actor), chosen, renewSecret),
    }),
    'preferences:test': async ({ channel }, { actor }) => {
      await preferences.test(technicianOf(actor), channel);
      return {};
    },
    'push:subscribe': async (subscription, { actor }) => {
      await preferences.subscribe(technicianOf(actor), subscription);
      return {};
    },
    'push:unsubscribe': async ({ endpoint }, { actor }) => {
      await preferences.unsubscribe(technicianOf(actor), endpoint);
      return {};
    },
    'console:looking': ({ requestId }, { actor, endpoint }) =>
      preferences.look(technicianOf(actor), { endpoint, node }, requestId),
  };
}
