import type { PathReason } from '@beside/shared/domain/sharing';
import type { Scope } from '@beside/shared/lib/scope';
import type { Stage } from '../../media/stage.ts';
import type { LinkPath } from '../../media/linkPaths.ts';
import type { LinkView, PictureFigures } from '../live.ts';
import { judgeQuality, type Quality, type QualitySample } from './judgeQuality.ts';
import { createLinkHistory, type LinkHistory, type LinkNote } from './linkHistory.ts';
import { createFigures, type MeasuredLink } from './pictureFigures.ts';

/** How well the picture comes, for whoever wants to know more. */
export interface QualityView {
  figures: PictureFigures | null;
  quality: Quality | null;
  /** One a second, of the last two minutes, oldest first. */
  samples: readonly QualitySample[];
  /** What happened to its way, oldest first. */
  notes: readonly LinkNote[];
}

export const noQuality: QualityView = { figures: null, quality: null, samples: [], notes: [] };

const periodMs = 1_000;
const keptSamples = 120;

interface Parts {
  link: MeasuredLink;
  stage: Stage;
  /** Of the link; it ends with it. */
  scope: Scope;
  tell(view: Partial<QualityView>): void;
}

/** Reads the figures of a link once a second. */
export function followQuality({ link, stage, scope, tell }: Parts): {
  /** To be told whenever what people are told of the link has changed. */
  seen(view: LinkView): void;
  /** That way carries the picture from now on. */
  carried(path: LinkPath, why: PathReason | null): void;
} {
  const history: LinkHistory = createLinkHistory();
  const reader = createFigures(link, stage);
  let samples: readonly QualitySample[] = [];

  const take = (figures: PictureFigures | null): void => {
    if (scope.closed) return;
    samples = [...samples, { at: Date.now(), figures }].slice(-keptSamples);
    tell({ figures, samples, quality: judgeQuality(samples) });
  };
  scope.every(periodMs, () => {
    // A connection that closed meanwhile has no figures; the next second has new ones.
    reader.read().then(take, () => take(null));
  });
  return {
    carried(path, why) {
      history.carried(Date.now(), path, why);
      tell({ notes: history.notes });
    },
    seen(view) {
      history.seen(Date.now(), view);
      tell({ notes: history.notes });
    },
  };
}
