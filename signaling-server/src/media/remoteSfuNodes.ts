import { TypedEmitter } from '@beside/shared/lib/emitter';
import { CodedError } from '@beside/shared/protocol/errors';
import type { SfuEvents, SfuNodes } from '../ports/relay.ts';
import { openSfuLink, type SfuLink } from './sfuLink.ts';

/** SFU nodes of their own, each at an address that signaling was given. */
export function openRemoteSfuNodes(
  { urls, secret }: { urls: readonly string[]; secret: string },
  log: Parameters<typeof openSfuLink>[2]['log'],
): { nodes: SfuNodes; close(): void } {
  const emitter = new TypedEmitter<SfuEvents>();
  /** By the id that a node gives itself: two addresses may lead to one. */
  const linkTo = (id: string): SfuLink | undefined => links.find(({ state }) => state?.id === id);

  const links: SfuLink[] = urls.map((url) => {
    const link: SfuLink = openSfuLink(url, secret, {
      log,
      events: {
        came: ({ id }) => {
          // The first of two ways to the same node speaks for it.
          if (links.filter(({ state }) => state?.id === id).length <= 1)
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
  });

  const reachable: SfuNodes['reachable'] = () =>
    links.flatMap(({ state }) => (state && linkTo(state.id)?.state === state ? [state] : []));
  return {
    nodes: {
      tried: Promise.all(links.map(({ tried }) => tried)).then(() => undefined),
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
        return { ready: false, reason: here[0]?.reason ?? links[0]?.reason ?? 'SFU_URLS is empty' };
      },
    },
    close() {
      emitter.clear();
      for (const link of links) link.close();
    },
  };
}
