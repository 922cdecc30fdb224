import type { Tabs } from '../../session/tabs.ts';
import type { Handlers } from '../bind.ts';
import type { Meetings } from '../meetings.ts';
import { assertFollows } from './link.ts';

type Names = 'tab:open' | 'tab:close' | 'tab:reach';

/** What the page that shares says about the tab that it shares. */
export function createTabHandlers(meetings: Meetings, tabs: Tabs): Pick<Handlers, Names> {
  return {
    'tab:open': async (waiting, { actor, endpoint }, socket) => {
      assertFollows(socket, waiting.requestId);
      await tabs.assertShares(actor, waiting.requestId, endpoint);
      meetings.open(socket, waiting);
      return {};
    },
    'tab:close': async ({ requestId }, _caller, socket) => {
      assertFollows(socket, requestId);
      meetings.close(socket);
      return {};
    },
    'tab:reach': async ({ requestId, reach }, { actor, endpoint }) => ({
      request: await tabs.reach(actor, requestId, endpoint, reach),
    }),
  };
}
