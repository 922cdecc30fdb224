import fc from 'fast-check';
import {
  nextControl,
  type ControlEvent,
  type ControlLevel,
  type ControlSpan,
  type ControlState,
} from '@beside/shared/domain/control';
import type { UserId } from '@beside/shared/domain/ids';
import { encodeInput, type InputMessage } from '@beside/shared/protocol/input';
import { createSharerControl } from '../../../client/src/session/control/sharerControl.ts';
import type { HandMessage } from '../../../client/src/session/surface/surface.ts';

const people = ['toni', 'robin'] as UserId[];
const levels = fc.constantFrom<ControlLevel>('pointer', 'pointer-and-keyboard');
const spans = fc.constantFrom<ControlSpan>('once', 'session');
const is = <T extends string>(type: T) => fc.constant(type);

const input = fc.record({
  does: is('input'),
  type: fc.constantFrom('move' as const, 'down' as const, 'key-down' as const, 'text' as const),
  /** Of the grants that there were, the newest first; beyond the last is a number that nobody gave. */
  grant: fc.constantFrom(0, 0, 0, 0, 1, 2, 9),
  /** From the number that is due. */
  off: fc.constantFrom(0, 0, 0, 0, 0, -1, 1),
  path: fc.constantFrom('direct' as const, 'relay' as const),
  isElsewhere: fc.constantFrom(false, false, false, false, false, true),
});
const ask = fc.record({ does: is('ask'), by: fc.constantFrom(...people), level: levels });
const moods = fc.constantFrom('quick' as const, 'quick' as const, 'slow' as const, 'deaf' as const);
const mostly = fc.constantFrom(true, true, true, false);
const others = fc.oneof(
  fc.record({ does: is('take-back') }),
  fc.record({ does: is('let-go') }),
  fc.record({ does: is('go-on'), goesOn: mostly }),
  fc.record({ does: is('surface'), there: mostly }),
  fc.record({ does: is('own-hand') }),
  fc.record({ does: is('server'), mood: moods }),
);
const step = fc.oneof(
  { weight: 30, arbitrary: input },
  { weight: 3, arbitrary: ask },
  { weight: 5, arbitrary: fc.record({ does: is('allow'), level: levels, span: spans }) },
  { weight: 3, arbitrary: fc.record({ does: is('hear') }) },
  { weight: 4, arbitrary: others },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Everything that customer, technicians, server and network may do, in any order. */
export const grantSteps = fc.array(step, { minLength: 40, maxLength: 80, size: 'max' });

export interface GrantOutcome {
  /** Inputs that were carried out. */
  carriedOut: number;
  /** Those among them that nothing allowed, and why not. */
  unallowed: string[];
}

/**
 * Plays a sequence on the customer's side, and watches from outside what its surface is made to do:
 * what is in force is known by what was told, not by asking the gate.
 */
export async function playGrants(steps: readonly Step[]): Promise<GrantOutcome> {
  const outcome: GrantOutcome = { carriedOut: 0, unallowed: [] };
  const given: number[] = [];
  const waiting: (() => void)[] = [];
  const world = {
    paused: false,
    there: true,
    held: false,
    mood: 'quick' as 'quick' | 'slow' | 'deaf',
  };
  let state: ControlState = { phase: 'none' };
  let inForce: {
    id: number;
    level: ControlLevel;
    known: boolean;
    due: number;
    moved: number;
  } | null = null;

  const hear = (event: ControlEvent): boolean => {
    const next = nextControl(state, event);
    if (!next) return false;
    state = next;
    const before = inForce;
    const isIt = before !== null && next.phase === 'granted' && next.grantId === before.id;
    if (isIt) before.known = true;
    control.follow(next, true);
    // Ended by others, and heard of; with it may have come the next one.
    if (!isIt && before?.known && inForce === before) inForce = null;
    return true;
  };
  const control = createSharerControl({
    tell(name: 'control:grant' | 'control:end', more: object) {
      const type = name === 'control:grant' ? 'grant' : 'end';
      const event = { type, ...more } as ControlEvent;
      if (event.type === 'grant') {
        const { grantId: id, level } = event;
        inForce = { id, level, known: false, due: 1, moved: 0 };
        given.unshift(id);
        world.held = false;
      } else inForce = null;
      return new Promise((resolve) => {
        const take = (): void => resolve(world.mood !== 'deaf' && hear(event));
        if (world.mood === 'slow') waiting.push(take);
        else take();
      });
    },
    ...{ reply: () => undefined, say: () => undefined, onChange: () => undefined },
    ...{ onClipboard: () => undefined, onShut: () => undefined },
  });
  const surface = { apply: (message: HandMessage) => judge(message), release: () => undefined };
  control.setSurface(surface);

  function judge(message: HandMessage): undefined {
    outcome.carriedOut += 1;
    const wrong = (why: string): undefined => {
      outcome.unallowed.push(`${message.type}: ${why}`);
    };
    if (!inForce || message.grantId !== inForce.id) return wrong('no grant in force');
    if (world.paused) wrong('paused');
    if (!world.there) wrong('nothing is shared');
    if (world.held) wrong('the customer is at work');
    const types = /^(key|text)/.test(message.type);
    if (types && inForce.level === 'pointer') wrong('the pointer alone was given');
    if (message.type === 'move') {
      if (message.seq <= inForce.moved) wrong('an old move');
      inForce.moved = message.seq;
    } else if (message.seq !== inForce.due - 1) wrong('out of order');
  }

  function send({ type, grant, off, path, isElsewhere }: Extract<Step, { does: 'input' }>): void {
    const grantId = given[grant] ?? 4_294_967_290;
    const channel = (type === 'move') !== isElsewhere ? 'moves' : 'keys';
    const isDue = grantId === inForce?.id && type !== 'move' && off === 0;
    const due = grantId === inForce?.id ? inForce.due : 1;
    const seq = type === 'move' ? (inForce?.moved ?? 0) + 1 + off : due + off;
    // The gate counts what it refuses as well.
    if (isDue && inForce) inForce.due += 1;
    control.receive(
      channel,
      encodeInput(messageOf(type, grantId, Math.max(0, seq), due - 1)),
      path,
    );
  }

  function act(made: Step): void {
    if (made.does === 'input') send(made);
    else if (made.does === 'ask') hear({ type: 'request', by: made.by, level: made.level });
    else if (made.does === 'allow') control.allow(made.level, made.span);
    else if (made.does === 'take-back') {
      control.takeBack();
      inForce = null;
    } else if (made.does === 'let-go') hear({ type: 'end', why: 'released' });
    else if (made.does === 'go-on') control.setPaused((world.paused = !made.goesOn));
    else if (made.does === 'surface') {
      world.there = made.there;
      control.setSurface(made.there ? surface : null);
    } else if (made.does === 'own-hand') {
      control.ownInput('pointer');
      world.held ||= inForce !== null && world.there;
    } else if (made.does === 'server') world.mood = made.mood;
    else waiting.splice(0).forEach((take) => take());
  }

  for (const made of steps) {
    act(made);
    // What the server answers is heard of between two things that happen.
    await Promise.resolve();
    await Promise.resolve();
  }
  control.close();
  return outcome;
}

function messageOf(
  type: Extract<Step, { does: 'input' }>['type'],
  grantId: number,
  seq: number,
  after: number,
): InputMessage {
  const at = { x: 1, y: 1, modifiers: 0 };
  const key = { code: 'KeyA', key: 'a', modifiers: 0, location: 0, repeat: false };
  if (type === 'move') return { type, grantId, seq, ...at, buttons: 0, after };
  if (type === 'down') return { type, grantId, seq, ...at, button: 0, buttons: 1, clicks: 1 };
  if (type === 'text') return { type, grantId, seq, text: 'a' };
  return { type, grantId, seq, ...key };
}
