import { describe, expect, test } from 'vitest';
import { chooseMonitor } from './chooseMonitor.ts';
import { Notches } from './notches.ts';
import { kindOf } from './openDesktop.ts';

const left = { x: 0, y: 0, width: 1920, height: 1080 };
const right = { x: 1920, y: 0, width: 1280, height: 1024 };
const twin = { x: 3200, y: 0, width: 1280, height: 1024 };

describe('[I3] which monitor is shared', () => {
  test('the only one, however the picture was scaled', () => {
    expect(chooseMonitor([left], { width: 640, height: 400 })).toEqual({ monitor: left });
  });
  test('the one of that size, in pixels where coordinates count points', () => {
    expect(chooseMonitor([left, right], { width: 1280, height: 1024 })).toEqual({ monitor: right });
    const retina = { ...right, width: 1440, height: 900, pixels: { width: 2880, height: 1800 } };
    const picture = { width: 2880, height: 1800 };
    expect(chooseMonitor([left, retina], picture)).toEqual({ monitor: retina });
  });
  test('all together, where the picture is as large as that', () => {
    const picture = { width: 3200, height: 1080 };
    const whole = { x: 0, y: 0, ...picture };
    expect(chooseMonitor([left, right], picture)).toEqual({ monitor: whole });
  });
  test('the one of those proportions, where the picture was scaled', () => {
    expect(chooseMonitor([left, right], { width: 1280, height: 720 })).toEqual({ monitor: left });
  });
  test('the person is asked where the size does not tell', () => {
    const picture = { width: 1280, height: 1024 };
    expect(chooseMonitor([left, right, twin], picture)).toEqual({ ask: [right, twin] });
  });
});

describe('[I3] which kind of desktop it is', () => {
  test.each([
    ['X11', { DISPLAY: ':0' }, 'x11'],
    ['X11 that says so', { DISPLAY: ':0', XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: 'w' }, 'x11'],
    ['Wayland by its session', { DISPLAY: ':0', XDG_SESSION_TYPE: 'wayland' }, 'wayland'],
    ['Wayland by its socket', { DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' }, 'wayland'],
    ['none', {}, 'no-display'],
  ])('Linux: %s', (_what, env, kind) => {
    expect(kindOf({ platform: 'linux', env })).toBe(kind);
  });
  test.each([
    ['win32', 'windows'],
    ['darwin', 'mac'],
    ['aix', 'no-platform'],
  ] as const)('%s', (platform, kind) => {
    expect(kindOf({ platform, env: {} })).toBe(kind);
  });
});

test('[I3] small turns of a wheel add up to notches; turning round begins anew', () => {
  const notches = new Notches();
  expect([40, 40, 40, 250].map((delta) => notches.take(delta))).toEqual([0, 0, 1, 2]);
  expect([-90, -20].map((delta) => notches.take(delta))).toEqual([0, -1]);
});
