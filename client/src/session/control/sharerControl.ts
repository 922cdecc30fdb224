import {
  askOf,
  covers,
  type ControlAsk,
  type ControlEnd,
  type ControlLevel,
  type ControlSpan,
  type ControlState,
} from '@beside/shared/domain/control';
import type { UserId } from '@beside/shared/domain/ids';
import { Scope } from '@beside/shared/lib/scope';
import {
  encodeInput,
  type ClipboardMessage,
  type HoldReason,
  type InputRefusal,
} from '@beside/shared/protocol/input';
import type { LinkPath } from '../../media/linkPaths.ts';
import type { ControlledSurface } from '../surface/surface.ts';
import { createSharerHold } from './sharerHold.ts';
import { InputGate } from './inputGate.ts';
import { createInputReceiver } from './inputReceiver.ts';

/** How long the hand counts as moving after its last message, in ms. */
const activeMs = 1_200;
interface Grant {
  level: ControlLevel;
  grantId: number;
  span: ControlSpan;
  again: boolean;
}

interface Parts<Who> {
  /** @returns whether the server has taken it */
  tell(name: 'control:grant', more: Grant): Promise<boolean>;
  tell(name: 'control:end', more: { why: ControlEnd }): Promise<boolean>;
  reply(path: LinkPath, bytes: Uint8Array<ArrayBuffer>): void;
  /** Says something to the viewer, whichever way is open. */
  say(bytes: Uint8Array<ArrayBuffer>): void;
  onChange(view: SharerHandView<Who>): void;
  onClipboard(message: ClipboardMessage): void;
  /** The grant is over. */
  onShut(): void;
}

/** @typeParam Who may hold the hand: a technician, or the customer (`null`) */
export interface SharerHandView<Who = UserId> {
  /** The hand is moving right now. */
  handActive: boolean;
  /** The hand waits, because the own mouse or keyboard is in use. */
  held: HoldReason | null;
  /** Who asks for control, where there is no answer yet. */
  ask: ControlAsk<Who> | null;
  /** Who gets control without a new question while the screen is shared. */
  standing: readonly Who[];
}

export const noHand: SharerHandView<never> = {
  handActive: false,
  held: null,
  ask: null,
  standing: [],
};

/** The grant of control as its only enforcer keeps it: the page that shares. */
export interface SharerControl<Who = UserId> {
  /** The grant in force. */
  readonly grant: {
    id: number;
    level: ControlLevel;
    span: ControlSpan;
    /** Given without a new question. */
    again: boolean;
  } | null;
  /** Whether somebody waits for an answer. */
  readonly asked: boolean;
  /** Types a text at the caret of what is shared, on the wish of who shares. */
  insert(text: string): InputRefusal | undefined;
  receive(channel: 'moves' | 'keys', bytes: Uint8Array, path: LinkPath): void;
  /** To be called with each beat of the link: answers what has come since the last one. */
  tick(): void;
  setSurface(surface: ControlledSurface | null): void;
  /** While sharing is paused, the hand reaches nothing; what was agreed stays. */
  setPaused(paused: boolean): void;
  /**
   * Brings the gate in line with what everybody has been told.
   *
   * @param here whether it is this page that shares: a grant of another one is that one's affair
   */
  follow(state: ControlState<Who>, here: boolean): void;
  /** Forgets what was agreed with who is not there any more. */
  keepOnly(present: (user: Who) => boolean): void;
  allow(level: ControlLevel, span: ControlSpan): void;
  /** Gives the hand to somebody who has not asked for it. */
  offer(to: Who, level: ControlLevel, span: ControlSpan): void;
  /** The own mouse or keyboard moved: the hand waits. */
  ownInput(reason: HoldReason): void;
  /** A question about a clipboard is open here. */
  setClipboardAsks(open: boolean): void;
  /** The question whether it may be recorded lies before the customer. */
  setRecordAsks(open: boolean): void;
  takeBack(why?: 'revoked' | 'sharing-ended'): void;
  /** The next time there is a question again. */
  askAgain(): void;
  /** Lets go of what the hand holds; the grant stays. */
  release(): void;
  close(): void;
}

export function createSharerControl<Who = UserId>({
  tell,
  reply,
  say,
  onChange,
  onClipboard,
  onShut,
}: Parts<Who>): SharerControl<Who> {
  const scope = new Scope();
  const gate = new InputGate();
  const standing = new Map<Who, ControlLevel>();
  let state: ControlState<Who> = { phase: 'none' };
  let surface: ControlledSurface | null = null;
  let paused = false;
  /** A grant that was told to the server, until the others are told of it. */
  let told: { id: number; taken: boolean } | null = null;
  let given: Pick<Grant, 'span' | 'again'> = { span: 'once', again: false };
  let view: SharerHandView<Who> = noHand;
  let stopActive = (): void => undefined;

  const show = (change: Partial<SharerHandView<Who>>): void => {
    view = { ...view, ...change };
    onChange(view);
  };
  const receiver = createInputReceiver({
    gate,
    reply,
    surface: () => (paused ? null : surface),
    onClipboard,
    onActive: () => {
      stopActive();
      if (!view.handActive) show({ handActive: true });
      stopActive = scope.after(activeMs, () => show({ handActive: false }));
    },
  });

  const hold = createSharerHold({
    say(reason) {
      if (gate.grant) say(encodeInput({ type: 'hold', grantId: gate.grant.id, seq: 0, reason }));
    },
    onChange(held) {
      if (held && !gate.held) surface?.release();
      gate.held = held !== null;
      show({ held });
    },
  });
  scope.add(() => hold.close());
  let clipboardAsks = false;
  let recordAsks = false;
  const settleQuestion = (): void =>
    hold.setAsked(gate.grant !== null && (clipboardAsks || recordAsks || view.ask !== null));

  const shut = (): void => {
    hold.endOwn();
    hold.setAsked(false);
    gate.close();
    told = null;
    surface?.release();
    stopActive();
    show({ handActive: false });
    onShut();
  };

  const give = (
    ask: ControlAsk<Who>,
    wish: ControlLevel,
    span: ControlSpan,
    again: boolean,
  ): void => {
    const level = covers(ask.level, wish) ? wish : 'pointer';
    const grantId = crypto.getRandomValues(new Uint32Array(1))[0] || 1;
    shut();
    gate.open(grantId, level);
    given = { span, again };
    const grant = (told = { id: grantId, taken: false });
    if (span === 'session') standing.set(ask.by, level);
    show({ ask: null, standing: [...standing.keys()] });
    void tell('control:grant', { level, grantId, span, again }).then((taken) => {
      if (told !== grant) return;
      if (taken) told = { ...grant, taken };
      else revoke('revoked');
    });
  };

  const revoke = (why: 'revoked' | 'sharing-ended'): void => {
    const held = gate.grant !== null || state.phase === 'granted';
    shut();
    if (held) void tell('control:end', { why });
  };

  const forget = (): void => {
    standing.clear();
    show({ standing: [] });
  };

  const followGrant = (here: boolean): void => {
    const inForce = state.phase === 'granted' ? state.grantId : null;
    if (told && (told.id === inForce || told.taken)) told = null;
    if (told || gate.grant?.id === inForce) return;
    if (gate.grant) shut();
    // Said to be granted, yet not by this page as it is now: taken back, or before a reload.
    if (here && inForce !== null) void tell('control:end', { why: 'revoked' });
  };

  const followAsk = (): void => {
    const ask = told ? undefined : askOf(state);
    const agreed = ask && standing.get(ask.by);
    // The hand of another one is not taken without a question.
    if (agreed && state.phase === 'requested' && covers(agreed, ask.level)) {
      give(ask, ask.level, 'session', true);
    } else if (view.ask?.by !== ask?.by || view.ask?.level !== ask?.level) {
      show({ ask: ask ?? null });
    }
    settleQuestion();
  };

  return {
    get grant() {
      return gate.grant && { ...gate.grant, ...given };
    },
    get asked() {
      return askOf(state) !== undefined;
    },
    insert(text) {
      const { grant } = gate;
      if (!grant || !surface || paused) return 'no-grant';
      return surface.apply({ type: 'text', grantId: grant.id, seq: 0, text });
    },
    receive: (channel, bytes, path) => receiver.receive(channel, bytes, path),
    tick: () => receiver.answer(),
    setSurface(next) {
      if (next !== surface) surface?.release();
      surface = next;
      // It was agreed to for what was shared then.
      forget();
    },
    setPaused(next) {
      if (next && !paused) surface?.release();
      paused = next;
    },
    follow(next, here) {
      state = next;
      // Taken back on another page of the same side: that counts here as well.
      if (!told && state.phase === 'none' && state.last === 'revoked' && standing.size > 0)
        forget();
      followGrant(here);
      followAsk();
    },
    keepOnly(present) {
      const gone = [...standing.keys()].filter((user) => !present(user));
      for (const user of gone) standing.delete(user);
      if (gone.length > 0) show({ standing: [...standing.keys()] });
    },
    allow(level, span) {
      const ask = askOf(state);
      if (ask) give(ask, level, span, false);
    },
    offer(to, level, span) {
      if (state.phase !== 'granted') give({ by: to, level }, level, span, false);
    },
    ownInput(reason) {
      if (gate.grant && surface) hold.ownInput(reason);
    },
    setClipboardAsks(open) {
      clipboardAsks = open;
      settleQuestion();
    },
    setRecordAsks(open) {
      recordAsks = open;
      settleQuestion();
    },
    takeBack(why = 'revoked') {
      forget();
      revoke(why);
    },
    askAgain: forget,
    release: () => surface?.release(),
    close() {
      shut();
      scope.close();
    },
  };
}
