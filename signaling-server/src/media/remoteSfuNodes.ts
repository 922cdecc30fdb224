import { TypedEmitter } from '@beside/shared/lib/emitter';
import { CodedError } from '@beside/shared/protocol/errors';
import type { SfuEvents, SfuNodes } from '../ports/relay.ts';
import { openSfuLink, type SfuLink } from './sfuLink.ts';

export interface RemoteSfuNodes {
  nodes: SfuNodes;
  /** Where they are from now on; one that answers stays, whatever is said of it. */
  follow(urls: readonly string[]): void;
  close(): void;
}

/** SFU nodes of their own, each at an address that signaling knows of. */
export function openRemoteSfuNodes(
  secret: string,
  log: Parameters<typeof openSfuLink>[2]['log'],
): RemoteSfuNodes {
  const emitter = new TypedEmitter<SfuEvents>();
  const byUrl = new Map<string, SfuLink>();
  const links = (): SfuLink[] => [...byUrl.values()];
  /** By the id that a node gives itself: two addresses may lead to one. */
  const linkTo = (id: string): SfuLink | undefined => links().find(({ state }) => state?.id === id);

  const open = (url: string): SfuLink => {
    const link: SfuLink = openSfuLink(url, secret, {
      log,
      events: {
        came: ({ id }) => {
          // The first of two ways to the same node speaks for it.
          if (links().filter(({ state }) => state?.id === id).length <= 1)
            emitter.emit('node:came', { id });
        },
        changed: (state) => {
          if (linkTo(state.id) === link) emitter.emit('node:changed', state);
        },
        noticed: ({ name, notice }) => {
          const id = link.state?.id;
          if (id !== undefined && linkTo(id) === link) emitter.emit(name, notice);
        },
        gone: (id) => {
          if (!linkTo(id)) emitter.emit('node:gone', { id });
        },
      },
    });
    return link;
  };

  const reachable: SfuNodes['reachable'] = () =>
    links().flatMap(({ state }) => (state && linkTo(state.id)?.state === state ? [state] : []));
  return {
    nodes: {
      get tried() {
        return Promise.all(links().map(({ tried }) => tried)).then(() => undefined);
      },
      reachable,
      async request(id, name, input) {
        const link = linkTo(id);
        if (!link) throw new CodedError('unavailable', 'relay-unavailable');
        return link.request(name, input);
      },
      on: (name, listener) => emitter.on(name, listener),
      state() {
        const here = reachable();
        if (here.some(({ reason }) => reason === null)) return { ready: true };
        const why = here[0]?.reason ?? links()[0]?.reason;
        return {
          ready: false,
          reason: why ?? 'no SFU node is named in SFU_URLS or has registered',
        };
      },
    },
    follow(urls) {
      for (const url of urls) if (!byUrl.has(url)) byUrl.set(url, open(url));
      for (const [url, link] of byUrl) {
        if (urls.includes(url) || link.state) continue;
        byUrl.delete(url);
        link.close();
      }
    },
    close() {
      emitter.clear();
      for (const link of links()) link.close();
    },
  };
}
