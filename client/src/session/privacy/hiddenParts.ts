import type { Surface } from '@beside/shared/domain/sharing';
import { Scope } from '@beside/shared/lib/scope';
import { createStore } from 'zustand/vanilla';
import { createBlanker } from '../../media/blanking/blanker.ts';
import type { Blanker } from '../../media/blanking/blankerContract.ts';
import type { BlankingRules, Region } from '../../media/blanking/regions.ts';
import { createPictureCover } from '../clipboard/pictureCover.ts';
import type { ReadonlyStore } from '../live.ts';
import { takeStill } from './takeStill.ts';

export type { Region };

export interface HiddenPartsView {
  /** What is kept from the picture that is shared now. */
  regions: readonly Region[];
  /** The picture is another one than they were drawn on: nothing is shown until they are looked at. */
  changed: boolean;
  /** The picture to draw on, while that is being done. */
  still: ImageBitmap | null;
  /** There was no picture to draw on. */
  failed: boolean;
}

/** Parts of the shared picture that its owner has drawn over (rule X4), for as long as it is shared. */
export interface HiddenParts {
  readonly view: ReadonlyStore<HiddenPartsView>;
  /** Takes a still to draw on; from then on nothing is shown until that is done. */
  edit(): Promise<void>;
  /** From this call on nothing of these parts leaves. */
  done(regions: readonly Region[]): void;
  cancel(): void;
}

interface Parts {
  /** What is sent, or whether anything may be, is to be asked for again. */
  onChange(): void;
}

const nothing: HiddenPartsView = { regions: [], changed: false, still: null, failed: false };

export function createHiddenParts({ onChange }: Parts) {
  const scope = new Scope();
  const view = createStore<HiddenPartsView>(() => nothing);
  // While the still lies on this screen, it would be in the picture itself.
  const cover = createPictureCover(scope, onChange);
  let source: { track: MediaStreamTrack; surface: Surface } | null = null;
  let rules: BlankingRules | null = null;
  let blanker: Blanker | null = null;

  const dropBlanker = (): void => {
    blanker?.close();
    blanker = null;
  };
  const onChanged = (changed: boolean): void => {
    if (changed) shut();
  };
  /** It does not open again by itself: what has come back may have moved meanwhile. */
  const shut = (): void => {
    if (!rules || rules.shut) return;
    rules = { ...rules, shut: true };
    blanker?.setRules(rules);
    view.setState({ changed: true });
  };

  const apply = (): void => {
    if (!rules || !source) dropBlanker();
    else if (blanker) blanker.setRules(rules);
    else blanker = createBlanker({ source: source.track, rules, onChanged });
    onChange();
  };

  const closeEditor = (): void => {
    view.getState().still?.close();
    view.setState({ still: null, failed: false });
    cover.set(false);
  };

  return {
    view,
    /** Whether nothing may be sent because of what lies on the screen. */
    get covers(): boolean {
      return cover.covered;
    },
    /** What is sent in place of what is captured. */
    get track(): MediaStreamTrack | null {
      return blanker?.track ?? null;
    },
    /** What is captured now; what was drawn is for one share. */
    follow(next: { track: MediaStreamTrack; surface: Surface } | null): void {
      const switched = source && next && source.surface !== next.surface;
      const isOther = source?.track !== next?.track;
      source = next && { track: next.track, surface: next.surface };
      if (switched) shut();
      if (!isOther) return;
      rules = null;
      dropBlanker();
      closeEditor();
      view.setState(nothing);
    },
    async edit(): Promise<void> {
      const { track } = source ?? {};
      if (!track || view.getState().still) return;
      view.setState({ failed: false });
      const still = await takeStill(track);
      if (source?.track !== track || view.getState().still) {
        still?.close();
        return;
      }
      if (still) cover.set(true);
      view.setState({ still, failed: still === null });
    },
    done(regions: readonly Region[]): void {
      const { still } = view.getState();
      if (!still || !source) return;
      const { width, height } = still;
      const mayShrink = source.surface === 'tab' || source.surface === 'this-page';
      rules =
        regions.length === 0
          ? null
          : { regions, drawnOn: { width, height }, mayShrink, shut: false };
      view.setState({ regions, changed: false });
      apply();
      closeEditor();
    },
    cancel: closeEditor,
    close(): void {
      scope.close();
      dropBlanker();
      closeEditor();
    },
  };
}
