import {
  usualPreferences,
  type NoticeEvent,
  type OutboundChannel,
} from '@beside/shared/domain/channels';
import type { Preferences } from '@beside/shared/domain/notifications';
import type { Language } from '@beside/shared/i18n/languages';
import { backoffMs } from '@beside/shared/lib/backoff';
import { Scope } from '@beside/shared/lib/scope';
import { createStore } from 'zustand/vanilla';
import type { ReadonlyStore } from '../../session/live.ts';
import { RequestFailed, type Signaling } from '../../signaling/signaling.ts';

export interface OwnPreferencesState {
  preferences: Preferences;
  /** What the installation has been set up for; `null` until it is known. */
  available: readonly OutboundChannel[] | null;
  pushKey: string;
}

/** How this technician wants to be notified; the same in all of their browsers (rule T1). */
export interface OwnPreferences {
  readonly state: ReadonlyStore<OwnPreferencesState>;
  wants(event: NoticeEvent, channel: 'sound' | 'desktop'): boolean;
  /**
   * @returns the secret of a new webhook, which is told this once
   * @throws RequestFailed
   */
  save(preferences: Preferences, renewSecret?: boolean): Promise<string | null>;
  /** @throws RequestFailed */
  test(channel: OutboundChannel): Promise<void>;
  close(): void;
}

const retry = { baseMs: 500, maxMs: 10_000 };

export function createOwnPreferences(signaling: Signaling, language: Language): OwnPreferences {
  const scope = new Scope();
  const store = createStore<OwnPreferencesState>(() => ({
    preferences: usualPreferences,
    available: null,
    pushKey: '',
  }));

  async function load(tries = 0): Promise<void> {
    try {
      const found = await signaling.request('preferences:get', { language });
      if (!scope.closed) store.setState(found);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      if (signaling.connection.state !== 'connected') return;
      scope.after(backoffMs(tries, retry, Math.random()), () => void load(tries + 1));
    }
  }

  scope.add(
    signaling.onConnection(({ state }) => {
      if (state === 'connected') void load();
    }),
  );
  if (signaling.connection.state === 'connected') void load();

  return {
    state: store,
    wants: (event, channel) => store.getState().preferences.channels[event].includes(channel),
    async save(preferences, renewSecret = false) {
      const input = { preferences, renewSecret };
      const { webhookSecret } = await signaling.request('preferences:set', input);
      store.setState({ preferences });
      return webhookSecret;
    },
    async test(channel) {
      await signaling.request('preferences:test', { channel });
    },
    close: () => scope.close(),
  };
}
