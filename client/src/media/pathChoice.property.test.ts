import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LinkPath } from './linkPaths.ts';
import { choosePath, firstChoice, type Choice, type Conditions } from './pathChoice.ts';

const stepMs = 25;
const minuteMs = 60_000;
const other = (path: LinkPath): LinkPath => (path === 'direct' ? 'relay' : 'direct');

/** For a while beats come, or none do, or the path is not even connected. */
interface Spell {
  state: 'good' | 'silent' | 'down';
  loss: number;
  forMs: number;
}

const spells = (maxLoss: number, states: Spell['state'][] = ['good', 'good', 'silent', 'down']) =>
  fc.array(
    fc.record({
      state: fc.constantFrom(...states),
      loss: fc.double({ min: 0, max: maxLoss, noNaN: true }),
      forMs: fc.integer({ min: 100, max: 8_000 }),
    }),
    { minLength: 1, maxLength: 12 },
  );
const histories = fc.record({ direct: spells(0.4), relay: spells(0.4), pictured: fc.boolean() });

/** One step of a history: what was known, and the choice before and after it. */
interface Step {
  now: number;
  conditions: Conditions;
  before: Choice;
  after: Choice;
  /** For how long each path had been alive without a break. */
  aliveMs: Record<LinkPath, number>;
}

function play(history: { direct: Spell[]; relay: Spell[]; pictured: boolean }): Step[] {
  const lengths = [history.direct, history.relay].map((list) =>
    list.reduce((sum, { forMs }) => sum + forMs, 0),
  );
  const heardAt = { direct: -Infinity, relay: -Infinity };
  const aliveFrom: Record<LinkPath, number | null> = { direct: null, relay: null };
  const steps: Step[] = [];
  let choice = firstChoice;
  for (let now = 0; now < Math.max(...lengths); now += stepMs) {
    const condition = (path: LinkPath) => {
      const { state, loss } = spellAt(history[path], now);
      if (state === 'good') heardAt[path] = now - ((now / stepMs) % 3) * stepMs;
      const silentMs = Math.min(now - heardAt[path], 100_000);
      const usable = state !== 'down';
      if (!usable || silentMs > 150) aliveFrom[path] = null;
      else aliveFrom[path] ??= now;
      return { usable, silentMs, loss, pictured: history.pictured };
    };
    const conditions = { direct: condition('direct'), relay: condition('relay') };
    const after = choosePath(choice, conditions, now);
    const alive = (path: LinkPath): number => now - (aliveFrom[path] ?? Infinity);
    const aliveMs = { direct: alive('direct'), relay: alive('relay') };
    steps.push({ now, conditions, before: choice, after, aliveMs });
    choice = after;
  }
  return steps;
}

function spellAt(list: Spell[], now: number): Spell {
  let until = 0;
  const found = list.find(({ forMs }) => now < (until += forMs));
  return found ?? { state: 'good', loss: 0, forMs: Infinity };
}

const changed = ({ before, after }: Step): boolean => before.wanted !== after.wanted;
const forAll = (check: (steps: Step[]) => void): void =>
  fc.assert(fc.property(histories, (history) => check(play(history))));

test('[L4] whatever happens: each change has the next epoch, and nothing else has one', () => {
  forAll((steps) => {
    const wrong = steps.filter(
      (step) => step.after.epoch - step.before.epoch !== (changed(step) ? 1 : 0),
    );
    expect(wrong).toEqual([]);
  });
});

test('[S6] whatever happens: no path is left for one that is not alive', () => {
  forAll((steps) => {
    const wrong = steps.filter(changed).filter(({ after: { wanted }, conditions }) => {
      const next = wanted && conditions[wanted];
      return !next?.usable || next.silentMs > 150;
    });
    expect(wrong).toEqual([]);
  });
});

test('[S6] whatever happens: a silent path is left as soon as the other one has lived for 100 ms', () => {
  forAll((steps) => {
    const wrong = steps.filter(({ after: { wanted }, conditions, aliveMs }) => {
      if (wanted === null) return Math.max(aliveMs.direct, aliveMs.relay) >= 0;
      const { usable, silentMs } = conditions[wanted];
      return (!usable || silentMs > 350) && aliveMs[other(wanted)] >= 100;
    });
    expect(wrong).toEqual([]);
  });
});

test('[S6] whatever happens: a living path is left at most 18 times a minute', () => {
  forAll((steps) => {
    const atWill = steps.filter((step) => {
      const { wanted } = step.before;
      const left = wanted && step.conditions[wanted];
      return changed(step) && left?.usable && left.silentMs <= 150;
    });
    const within = ({ now }: Step): number =>
      atWill.filter((step) => step.now >= now && step.now < now + minuteMs).length;
    expect(Math.max(0, ...atWill.map(within))).toBeLessThanOrEqual(18);
  });
});

test('[S6] two paths that stay well are exchanged once at the most', () => {
  const well = spells(0.05, ['good']);
  fc.assert(
    fc.property(well, well, fc.boolean(), (direct, relay, pictured) => {
      expect(play({ direct, relay, pictured }).filter(changed).length).toBeLessThanOrEqual(2);
    }),
  );
});
