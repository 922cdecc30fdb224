import type { ControlLevel } from '@beside/shared/domain/control';
import { Scope } from '@beside/shared/lib/scope';
import { isFromBoard } from '@beside/shared/protocol/drawing';
import { decodeInput, type InputRefusal } from '@beside/shared/protocol/input';
import {
  decodeToTab,
  type FromTab,
  type TabAsk,
  type ToTab,
} from '@beside/shared/protocol/tabMessages';
import type { TextStorage } from '../../lib/keptText.ts';
import { watchPrivateCopies } from '../clipboard/privateCopies.ts';
import { printOf } from '../clipboard/textPrint.ts';
import { holdMs } from '../control/sharerHold.ts';
import { watchOwnInput } from '../control/watchOwnInput.ts';
import type { PageCover } from '../privacy/pageCover.ts';
import type { ControlledSurface, HandMessage } from '../surface/surface.ts';
import { forgetVisit, hasAgreed, keepVisit, readVisit, type TabConsent } from './keptVisit.ts';
import type { TabDrawing } from './tabDrawing.ts';
import type { TabLine } from './tabLine.ts';

/** The page that shares is heard of twice a second; what is held is let go of without it, in ms. */
const silenceMs = 1_500;
/** The own hand is told of so often at the most, in ms. */
const toldEveryMs = 250;

/** What is asked and said in the tab itself. Every answer must be the customer's own (`isTrusted`). */
export interface TabFace {
  ask(ask: TabAsk, answer: (agreed: boolean) => void): void;
  /** Says whose hand moves the page, with the way to take it back. */
  showHand(ask: TabAsk, takeBack: () => void): void;
  setHeld(held: boolean): void;
  /** Nothing is asked, and nobody's hand is here. */
  clear(): void;
}

interface Parts {
  page: Window;
  line: TabLine;
  storage: TextStorage;
  face: TabFace;
  /** Names the tab so that who captures it sees that this is it. */
  prove(proof: string): void;
  createCover(onExposed: (exposed: boolean) => void): PageCover;
  surface: ControlledSurface;
  /** What is drawn on this tab. `onShown`: it is shown from now on. */
  createDrawing(onShown: () => void): TabDrawing;
  /** The line is over. `forgotten`: this tab is not shared any more. */
  onEnd(end: { forgotten: boolean }): void;
}

/**
 * The page of a tab that is shared, at the other end of the line. It carries out only what the
 * customer has agreed to on this very tab: the page that shares is believed nothing but its grant.
 */
export function createCapturedTab(parts: Parts): { close(): void } {
  const { page, line, storage, face, surface } = parts;
  const scope = new Scope();
  let asked: TabAsk | null = null;
  let agreed: { grant: number; level: ControlLevel } | null = null;
  let held = false;
  /** Whether this is known to be the tab that is captured; before, nothing is shown. */
  let welcome = false;
  let forgotten = false;
  let heardAt = 0;
  let toldAt = -Infinity;
  let cancelHeld = (): void => undefined;

  const say = (message: FromTab): void => void line.send(JSON.stringify(message));
  const keepConsent = (consent: TabConsent | null): void => {
    const { visit } = readVisit(storage) ?? {};
    if (visit) keepVisit(storage, { visit, consent });
  };
  const setHeld = (next: boolean): void => {
    if (held === next) return;
    held = next;
    if (held) surface.release();
    face.setHeld(held);
  };
  /** Holds from this very call on. */
  const shut = (): void => {
    const had = agreed !== null;
    agreed = null;
    asked = null;
    cancelHeld();
    held = false;
    if (had) surface.release();
    face.clear();
  };
  const takeBack = (): void => {
    keepConsent(null);
    shut();
    say({ type: 'back' });
  };

  const agree = (ask: TabAsk): void => {
    const { grant, level, span, by } = ask;
    agreed = { grant, level };
    const standing = span === 'session';
    keepConsent({ grant, level, standing, by });
    face.showHand(ask, takeBack);
    say({ type: 'agreed', grant });
  };
  const answer = (ask: TabAsk, agrees: boolean): void => {
    // Of a question that is over.
    if (asked !== ask) return;
    if (agrees) return agree(ask);
    shut();
    say({ type: 'declined', grant: ask.grant });
  };
  const meet = (ask: TabAsk): void => {
    if (asked?.grant === ask.grant) return;
    shut();
    asked = ask;
    if (hasAgreed(readVisit(storage)?.consent ?? null, ask)) return agree(ask);
    keepConsent(null);
    say({ type: 'asking' });
    face.ask(ask, (agrees) => answer(ask, agrees));
  };
  const end = (): void => {
    keepConsentOfShare();
    shut();
  };
  /** A grant for once is over with itself. */
  const keepConsentOfShare = (): void => {
    const { consent } = readVisit(storage) ?? {};
    if (consent && !consent.standing) keepConsent(null);
  };

  const cover = parts.createCover((exposed) => say({ type: 'exposed', exposed }));
  // Before anything is known of who is there: it shows nothing to anybody.
  const painted = cover.begin();
  scope.add(() => cover.end());

  const drawing = parts.createDrawing(() => say({ type: 'draws' }));
  scope.add(() => drawing.close());

  scope.add(
    watchPrivateCopies(page, (text) => {
      if (welcome) say({ type: 'copied', print: text === null ? null : printOf(text) });
    }),
  );

  const hear = async (message: ToTab): Promise<void> => {
    switch (message.type) {
      case 'prove':
        return parts.prove(message.proof);
      case 'welcome':
        welcome = true;
        if (readVisit(storage)?.visit !== message.visit) {
          keepVisit(storage, { visit: message.visit, consent: null });
        }
        await painted;
        return say({ type: 'covered' });
      case 'ask': {
        const { type: _, ...ask } = message;
        return meet(ask);
      }
      case 'author':
        return drawing.name(message.author, message.name);
      case 'over':
        return end();
      case 'beat':
        return;
      case 'bye':
        forgotten = true;
        forgetVisit(storage);
        return line.close();
    }
  };

  const carryOut = (message: HandMessage): InputRefusal | undefined => {
    if (agreed?.grant !== message.grantId) return 'not-agreed';
    if (message.type === 'release') return surface.apply(message);
    if (held) return 'customer-active';
    const needsKeys = /^key-|^text$/.test(message.type);
    if (needsKeys && agreed.level !== 'pointer-and-keyboard') return 'level';
    return surface.apply(message);
  };
  const move = (bytes: Uint8Array): void => {
    const message = decodeInput(bytes);
    if (!message || !isHand(message)) return;
    const reason = carryOut(message);
    if (!reason || message.type === 'move') return;
    say({ type: 'refused', grant: message.grantId, seq: message.seq, reason });
  };

  line.onMessage((message) => {
    heardAt = performance.now();
    if (typeof message !== 'string') {
      if (!isFromBoard(message)) return move(message);
      return welcome ? drawing.receive(message) : undefined;
    }
    const decoded = decodeToTab(message);
    if (decoded) void hear(decoded);
  });
  line.onClose(() => {
    scope.close();
    parts.onEnd({ forgotten });
  });
  scope.add(shut);
  scope.every(silenceMs / 3, () => {
    if (agreed && performance.now() - heardAt > silenceMs) surface.release();
  });
  scope.add(
    watchOwnInput(page, (reason) => {
      if (!agreed || (reason !== 'pointer' && reason !== 'keyboard')) return;
      cancelHeld();
      cancelHeld = scope.after(holdMs, () => setHeld(false));
      setHeld(true);
      const now = performance.now();
      if (now - toldAt < toldEveryMs) return;
      toldAt = now;
      say({ type: 'own', reason });
    }),
  );
  scope.listen<KeyboardEvent>(
    page,
    'keydown',
    (event) => {
      if (!event.isTrusted || event.key !== 'Escape' || !agreed) return;
      // It has had its meaning: nothing else is closed by it.
      event.preventDefault();
      takeBack();
    },
    { capture: true },
  );
  // The next page of this tab begins anew; saying so spares the other end the wait.
  scope.listen(page, 'pagehide', () => line.close());

  return { close: () => line.close() };
}

function isHand(message: { type: string }): message is HandMessage {
  const others: readonly string[] = ['done', 'refused', 'hold', 'clip-ask', 'clip', 'clip-answer'];
  return !others.includes(message.type);
}
