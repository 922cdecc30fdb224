import type { Scope } from '@beside/shared/lib/scope';

/** Frames of before are still under way for so long, in ms. */
const lingersMs = 400;

/** Keeps from the picture what the customer sees and has not agreed to show. */
export function createPictureCover(scope: Scope, apply: () => void) {
  let covered = false;
  let last = false;
  let cancel = (): void => undefined;
  return {
    get covered(): boolean {
      return covered;
    },
    /** Said again, it changes nothing about when it is so. */
    set(wanted: boolean): void {
      if (wanted === last) return;
      last = wanted;
      cancel();
      if (wanted === covered) return;
      const settle = (): void => {
        covered = wanted;
        apply();
      };
      if (wanted) settle();
      else cancel = scope.after(lingersMs, settle);
    },
  };
}
