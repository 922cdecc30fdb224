import { keptInTab } from '../../lib/keptText.ts';
import { showHandle } from '../../media/captureHandle.ts';
import { openPageDrawing } from '../../session/drawing/pageDrawing.ts';
import { createPageCover } from '../../session/privacy/pageCover.ts';
import { createPageSurface } from '../../session/surface/page/pageSurface.ts';
import { createCapturedTab } from '../../session/tab/capturedTab.ts';
import { deriveMeeting, openFrom, sealFor } from '../../session/tab/meetingKeys.ts';
import { createTabDrawing } from '../../session/tab/tabDrawing.ts';
import { answerLine } from '../../session/tab/tabLine.ts';
import type { TabModule } from './tabContract.ts';
import { createTabFace } from './tabFace.ts';

/** Answers the page that shares this tab, and does there what the customer agrees to. */
export const joinShare: TabModule['joinShare'] = async (parts) => {
  const { name, offer, language, answer, onCovered, onEnd } = parts;
  const keys = await deriveMeeting(name.secret);
  const content = await openFrom(keys, 'offer', offer.sealed);
  const { id, sdp, iceServers } = (content ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || typeof sdp !== 'string' || !Array.isArray(iceServers)) return false;

  const { line, sdp: own } = await answerLine(sdp, iceServers as RTCIceServer[]);
  createCapturedTab({
    page: window,
    line,
    storage: keptInTab,
    face: createTabFace(language, offer.company),
    prove: (proof) => void showHandle(name, proof),
    createCover(onExposed) {
      const cover = createPageCover({ page: window, onExposed });
      return {
        ...cover,
        async begin() {
          await cover.begin();
          onCovered();
        },
      };
    },
    surface: createPageSurface({ window }),
    createDrawing: (onShown) => createTabDrawing({ show: openPageDrawing, onShown }),
    onEnd,
  });
  const taken = await answer(await sealFor(keys, 'answer', { id, sdp: own })).catch(() => false);
  if (!taken) line.close();
  return taken;
};
