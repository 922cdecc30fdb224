import type { Desktop, Monitor } from '../desktop/desktop.ts';

/** A desktop that writes down what is done to it; for tests of what stands above it. */
export function recordingDesktop(
  monitors: Monitor[] = [{ x: 0, y: 0, width: 1000, height: 500 }],
  repeatsByItself = true,
): Desktop & { done: string[]; held: Map<string, number> } {
  const done: string[] = [];
  const held = new Map<string, number>();
  const hold = (what: string, isDown: boolean): void => {
    done.push(`${what} ${isDown ? 'down' : 'up'}`);
    held.set(what, (held.get(what) ?? 0) + (isDown ? 1 : -1));
  };
  return {
    done,
    held,
    monitors,
    isTested: true,
    repeatsByItself,
    move: (x, y) => void done.push(`move ${x} ${y}`),
    button: (button, isDown) => hold(`button ${button}`, isDown),
    wheel: (x, y) => void done.push(`wheel ${x} ${y}`),
    key: (code, isDown) => hold(code, isDown),
    character(character) {
      hold(character, true);
      return () => hold(character, false);
    },
    chord: (character, _code, isDown) => hold(`chord ${character}`, isDown),
    text: (text) => void done.push(`text ${text}`),
    onHotKey: () => true,
    close: () => undefined,
  };
}
