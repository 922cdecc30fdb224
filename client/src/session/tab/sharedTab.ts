import type { ControlLevel, ControlSpan } from '@beside/shared/domain/control';
import type { TabReach } from '@beside/shared/domain/sharing';
import { Scope } from '@beside/shared/lib/scope';
import { encodeInput, type InputRefusal } from '@beside/shared/protocol/input';
import {
  decodeFromTab,
  type FromTab,
  maxTabNameLength,
  type TabAsk,
  type TextPrint,
  type ToTab,
} from '@beside/shared/protocol/tabMessages';
import { randomWord, type TabHandle } from '../../media/captureHandle.ts';
import { startTicker } from '../../media/ticker.ts';
import type { DrawnPlace } from '../drawing/boardOutlet.ts';
import type { ControlledSurface } from '../surface/surface.ts';
import type { TabLine } from './tabLine.ts';

/** So long the picture waits for the tab to say that what is private is covered, in ms. */
const meetMs = 4_000;
/** So long a page that is loading may be without our script, in ms. */
const loadMs = 3_000;
/** The tab lets go of what is held when it has heard nothing for three of these. */
const beatMs = 500;

export interface TabGrant {
  id: number;
  level: ControlLevel;
  span: ControlSpan;
  again: boolean;
  /** The technician's id, and name. */
  by: string;
  technician: string;
}

export interface SharedTabParts {
  /** Waits for a tab with that secret. @returns stops waiting */
  wait(secret: string, onLine: (line: TabLine) => void): () => void;
  /** Nothing of the picture may be sent. */
  onHidden(hidden: boolean): void;
  onReach(reach: TabReach | null): void;
  /** What a hand moves there, if it can move anything. */
  onSurface(surface: ControlledSurface | null): void;
  /** Where what is drawn can be shown: by each page of the tab anew; `null`: nowhere any more. */
  onPlace(place: DrawnPlace | null): void;
  /** It is shown there. */
  onDrawn(): void;
  /** What the clipboard has from a private place of that tab now. */
  onCopied(print: TextPrint | null): void;
  onOwnInput(reason: 'pointer' | 'keyboard'): void;
  /** Declined, or taken back, in that tab. */
  onTakeBack(): void;
  onRefused(refused: { grant: number; seq: number; reason: InputRefusal }): void;
}

/** A tab that is shared and carries our script, as the page that shares has to do with it. */
export interface SharedTab {
  /** What the captured track says of itself now, where it is a page of ours. */
  see(handle: TabHandle | null): void;
  /** The grant in force on the page that shares. */
  setGrant(grant: TabGrant | null): void;
  close(): void;
}

/**
 * Follows the tab from page to page. A line counts only once the captured track itself bears the
 * word that was sent over it: then both are one tab, whoever else may know the secret.
 */
export function createSharedTab(parts: SharedTabParts): SharedTab {
  const scope = new Scope();
  let secret: string | null = null;
  /** Names this share of this tab. */
  let visit = '';
  let stopWaiting = (): void => undefined;
  const candidates = new Map<TabLine, string>();
  let line: TabLine | null = null;
  let proof: string | null = null;
  let grant: TabGrant | null = null;
  let agreed: number | null = null;
  let covered = false;
  let reach: TabReach | null = null;
  let cancelTimer = (): void => undefined;
  let stopBeat: (() => void) | null = null;

  const say = (message: ToTab): boolean => line?.send(JSON.stringify(message)) ?? false;
  const setReach = (next: TabReach | null): void => {
    if (reach === next) return;
    const hadSurface = reach !== null;
    reach = next;
    if (hadSurface !== (next !== null)) parts.onSurface(next === null ? null : surface);
    parts.onReach(next);
  };
  const ask = (): void => {
    if (!grant) return;
    const { id, ...asked } = grant;
    const question: TabAsk = { grant: id, ...asked };
    say({ type: 'ask', ...question });
  };
  const beat = (): void => {
    stopBeat?.();
    stopBeat = grant && line ? startTicker(beatMs, () => say({ type: 'beat' })).stop : null;
  };

  const surface: ControlledSurface = {
    apply(message) {
      if (!line) return 'tab-away';
      if (agreed === null || agreed !== message.grantId) return 'not-agreed';
      return line.send(encodeInput(message)) ? undefined : 'tab-away';
    },
    release() {
      if (agreed !== null) line?.send(encodeInput({ type: 'release', grantId: agreed, seq: 0 }));
    },
  };

  /** The page of now alone: the next one hears everything from the beginning. */
  const placeOn = (own: TabLine | null): DrawnPlace => ({
    draw: (bytes) => line === own && (own?.send(bytes) ?? false),
    name: (author, name) =>
      line === own && say({ type: 'author', author, name: name.slice(0, maxTabNameLength) }),
  });

  const waitUntil = (afterMs: number, over: () => void): void => {
    cancelTimer();
    cancelTimer = scope.after(afterMs, over);
  };
  const dropLine = (): void => {
    const gone = line;
    line = null;
    gone?.close();
    proof = null;
    covered = false;
    agreed = null;
    beat();
  };
  /** It may be seen as any other tab is. */
  const giveUp = (): void => {
    parts.onHidden(false);
    parts.onPlace(null);
    setReach(null);
  };
  const leave = (): void => {
    cancelTimer();
    say({ type: 'bye' });
    dropLine();
    for (const other of candidates.keys()) other.close();
    candidates.clear();
    stopWaiting();
    secret = null;
    giveUp();
  };

  const hear = (message: FromTab): void => {
    switch (message.type) {
      case 'covered':
        covered = true;
        cancelTimer();
        parts.onHidden(false);
        // Over a page that is loaded it goes on: the next one agrees by itself, or says that it asks.
        setReach(reach ?? 'linked');
        parts.onPlace(placeOn(line));
        return ask();
      case 'draws':
        return covered ? parts.onDrawn() : undefined;
      case 'asking':
        return setReach('linked');
      case 'exposed':
        return parts.onHidden(message.exposed || !covered);
      case 'agreed':
        if (message.grant !== grant?.id) return;
        agreed = message.grant;
        return setReach('ready');
      case 'declined':
        if (message.grant === grant?.id) parts.onTakeBack();
        return;
      case 'back':
        if (grant) parts.onTakeBack();
        return;
      case 'own':
        return parts.onOwnInput(message.reason);
      case 'copied':
        return parts.onCopied(message.print);
      case 'refused':
        return parts.onRefused(message);
    }
  };

  const meet = (next: TabLine): void => {
    const word = randomWord();
    candidates.set(next, word);
    next.onOpen(
      () => void next.send(JSON.stringify({ type: 'prove', proof: word } satisfies ToTab)),
    );
    next.onMessage((text) => {
      const message = line === next ? decodeFromTab(text) : undefined;
      if (message) hear(message);
    });
    next.onClose(() => {
      candidates.delete(next);
      if (line === next) lose(meetMs);
    });
  };
  const accept = (next: TabLine, word: string): void => {
    candidates.delete(next);
    const before = line;
    line = next;
    proof = word;
    before?.close();
    covered = false;
    agreed = null;
    parts.onHidden(true);
    waitUntil(meetMs, giveUp);
    beat();
    say({ type: 'welcome', visit });
  };
  /** The page is another one, or not there: nothing is shown until what is private there is covered. */
  const lose = (forMs: number): void => {
    dropLine();
    parts.onHidden(true);
    waitUntil(forMs, giveUp);
  };

  return {
    see(handle) {
      if (!handle) {
        if (secret !== null) {
          lose(loadMs);
          waitUntil(loadMs, leave);
        }
        return;
      }
      if (handle.secret !== secret) {
        if (secret !== null) leave();
        secret = handle.secret;
        visit = randomWord();
        stopWaiting = parts.wait(handle.secret, meet);
      }
      if (line && handle.proof === proof) return;
      const proven = [...candidates].find(([, word]) => word === handle.proof);
      if (proven) return accept(...proven);
      lose(meetMs);
    },
    setGrant(next) {
      if (grant?.id === next?.id) return;
      grant = next;
      agreed = null;
      beat();
      if (reach !== null) setReach('linked');
      if (!covered) return;
      if (next) ask();
      else say({ type: 'over' });
    },
    close() {
      leave();
      stopBeat?.();
      scope.close();
    },
  };
}
