/** W3C `MouseEvent.button`: left, middle, right, back, forward. */
export type Button = 0 | 1 | 2 | 3 | 4;

/** A monitor in the coordinates that pointers have on this desktop. */
export interface Monitor {
  x: number;
  y: number;
  width: number;
  height: number;
  /** In pixels, where the coordinates count something else. */
  pixels?: { width: number; height: number };
}

/**
 * Mouse and keyboard of the desktop that this program runs on. It carries out what it is told, and
 * keeps no account of what is held.
 */
export interface Desktop {
  readonly monitors: readonly Monitor[];
  /** Whether this code has been run by its authors on such a system. */
  readonly isTested: boolean;
  /** Whether a key that is held goes on typing without being pressed again. */
  readonly repeatsByItself: boolean;
  /** @param held the buttons that are down meanwhile: it is a drag then */
  move(x: number, y: number, held: readonly Button[]): void;
  button(button: Button, isDown: boolean, clicks: number): void;
  /** CSS pixels, positive right and down. */
  wheel(deltaX: number, deltaY: number): void;
  /** A key by its place, a W3C `KeyboardEvent.code`; nothing where this system has none. */
  key(code: string, isDown: boolean): void;
  /** Presses whatever makes this character here. @returns lets go of it */
  character(character: string): () => void;
  /** The key of this character as part of a shortcut; by its place where the layout has none. */
  chord(character: string, code: string, isDown: boolean): void;
  text(text: string): void;
  /** @returns whether Ctrl+Alt+Esc is ours, wherever the focus is */
  onHotKey(pressed: () => void): boolean;
  close(): void;
}

/** Why there is no desktop to be had; each has words in the catalogue. */
export type DesktopRefusal =
  | { why: 'wayland' | 'no-display' | 'no-right' | 'no-platform' }
  | { why: 'no-library'; library: string };

export class NoDesktop extends Error {
  readonly refusal: DesktopRefusal;

  constructor(refusal: DesktopRefusal, options?: ErrorOptions) {
    super(refusal.why, options);
    this.name = 'NoDesktop';
    this.refusal = refusal;
  }
}
