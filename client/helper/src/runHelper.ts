import type { HelperEnd } from '@beside/shared/domain/helper';
import { Scope } from '@beside/shared/lib/scope';
import type { HelperRequestOutput, HelperTold } from '@beside/shared/protocol/contract/helper';
import { chooseMonitor } from './desktop/chooseMonitor.ts';
import type { Desktop, Monitor } from './desktop/desktop.ts';
import { HelperGate } from './hand/gate.ts';
import { Hand } from './hand/hand.ts';
import type { Link } from './link/openLink.ts';
import type { Terminal } from './terminal/terminal.ts';
import type { Say } from './terminal/words.ts';

/** How often it is looked whether what is held has been silent for too long. */
const lookEveryMs = 100;
/** How long the server is given to say that it has heard of the end. */
const farewellMs = 1_000;
/** A hand that has rested for so long is told of again when it moves. */
const restMs = 10_000;

interface Parts {
  desktop: Desktop;
  link: Link;
  terminal: Terminal;
  say: Say;
  /** Milliseconds that never go back. */
  now: () => number;
}

export type Outcome = HelperEnd | 'version';
type Hello = HelperRequestOutput<'helper:hello'>;

/** What runs from the code's being accepted to the end, and how it is ended from here. */
export interface Run {
  readonly over: Promise<Outcome>;
  /** Lets go of everything at once, and tells the server. */
  stop(): void;
}

/** Shows whom it is for, asks, and from then on carries out what its gate lets through. */
export function runHelper({ desktop, link, terminal, say, now }: Parts): Run {
  const scope = new Scope();
  const gate = new HelperGate();
  const { promise: over, resolve } = Promise.withResolvers<Outcome>();
  let hand: Hand | undefined;
  let shownGrant: number | null = null;
  let usedAt = -Infinity;
  let isAnswered = false;

  const finish = (outcome: Outcome): void => {
    if (scope.closed) return;
    gate.close();
    hand?.release();
    scope.close();
    link.close();
    resolve(outcome);
  };

  const leave = (why: 'declined' | 'stopped'): void => {
    // Nothing moves from here on, whether the server can be told or not.
    gate.close();
    hand?.release();
    if (link.tell('helper:leave', { why })) scope.after(farewellMs, () => finish(why));
    else finish(why);
  };

  const show = ({ control }: HelperTold<'helper:state'>): void => {
    const grant = control?.grantId ?? null;
    if (!hand || grant === shownGrant) return;
    shownGrant = grant;
    usedAt = -Infinity;
    if (!control) terminal.say(say('program.taken-back'));
    else {
      const isPointer = control.level === 'pointer';
      const key = isPointer ? 'program.granted-pointer' : 'program.granted-keyboard';
      terminal.say(say(key, { name: control.name }));
    }
  };

  scope.add(
    link.events.on('state', (view) => {
      if (gate.follow(view)) hand?.release();
      show(view);
    }),
  );
  scope.add(
    link.events.on('input', (input) => {
      const { messages, done, release } = gate.judge(input, now());
      if (release) hand?.release();
      for (const message of messages) hand?.carryOut(message);
      if (done !== null) link.tell('helper:done', { stream: input.stream, number: done });
      if (messages.some(({ type }) => type !== 'release')) noteUse();
    }),
  );
  scope.add(link.events.on('ended', finish));
  scope.add(
    link.events.on('offline', () => {
      gate.forget();
      hand?.release();
      terminal.say(say('program.offline'));
    }),
  );
  scope.add(link.events.on('online', () => void greet()));
  scope.every(lookEveryMs, () => {
    if (hand?.holds && gate.isSilent(now())) hand.release();
  });

  function noteUse(): void {
    const name = gate.grant?.name ?? '';
    if (now() - usedAt > restMs) terminal.say(say('program.used', { name }));
    usedAt = now();
  }

  /** Asked anew after each wait. */
  function isOver(): boolean {
    return scope.closed;
  }

  async function greet(): Promise<void> {
    // Lost again before it was answered: the next connection asks again.
    const hello = await link.request('helper:hello', {}).catch(() => undefined);
    if (!hello || isOver()) return;
    if (hand) terminal.say(say('program.online'));
    if (isAnswered) return;
    isAnswered = true;
    const agreed = await ask(hello);
    if (isOver()) return;
    if (!agreed) return leave('declined');
    hand = new Hand(desktop, agreed);
    gate.agree();
    await tellAgreed();
  }

  /** The line may be down just now: it is said again until it has been heard. */
  async function tellAgreed(): Promise<void> {
    const heard = await link.request('helper:agree', {}).then(
      () => true,
      () => false,
    );
    if (scope.closed) return;
    if (heard) terminal.say(say('program.agreed'));
    else scope.after(1_000, () => void tellAgreed());
  }

  /** @returns where the hand is to move, `undefined` where the person does not agree */
  async function ask(hello: Hello): Promise<Monitor | undefined> {
    const { account, customer, technician, since, picture } = hello;
    const time = new Date(since).toLocaleTimeString(undefined, { timeStyle: 'short' });
    const isOurs = desktop.onHotKey(() => leave('stopped'));
    terminal.say('');
    terminal.say(say('program.who', { account, customer, technician, time }));
    terminal.say(say('program.may'));
    terminal.say(say(isOurs ? 'program.stop' : 'program.stop-here'));
    if (!desktop.isTested) terminal.say(say('program.untested'));
    const chosen = chooseMonitor(desktop.monitors, picture);
    const monitor = 'monitor' in chosen ? chosen.monitor : await askWhich(chosen.ask);
    const answer = monitor && (await terminal.ask(say('program.agree')));
    const isYes = answer === '' || answer?.toLowerCase().startsWith(say('program.yes'));
    // An English keyboard's answer is understood in every language.
    return isYes || answer?.toLowerCase() === 'y' ? monitor : undefined;
  }

  async function askWhich(monitors: readonly Monitor[]): Promise<Monitor | undefined> {
    terminal.say(say('program.which-screen'));
    monitors.forEach(({ width, height, x, y }, at) =>
      terminal.say(say('program.screen', { number: at + 1, width, height, x, y })),
    );
    for (;;) {
      const answer = await terminal.ask(say('program.number'));
      if (answer === null) return undefined;
      const monitor = monitors[Number(answer) - 1];
      if (monitor) return monitor;
    }
  }

  return { over, stop: () => leave('stopped') };
}
