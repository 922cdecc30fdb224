import type { Language } from '@beside/shared/i18n/languages';
import type { TabOffer } from '@beside/shared/protocol/http';
import { keptInTab } from '../../lib/keptText.ts';
import { nameTab } from '../../media/captureHandle.ts';
import { adoptCover, dropCover } from '../../session/privacy/coverSheet.ts';
import { forgetVisit, isVisited } from '../../session/tab/keptVisit.ts';
import { placeOf } from '../../session/tab/meetingPlace.ts';
import type { TabModule } from './tabContract.ts';

/**
 * When it is asked whether somebody waits for this tab, in ms after it has been come back to: the
 * person who shares it was on another page, and the browser then shows this one.
 */
const afterReturn = [300, 1_500, 4_000];
/** The same where the page before was shared: it goes on as soon as it can. */
const afterLoad = [0, 300, 800, 1_500, 3_000];

/**
 * Has the tab recognised by a page of the installation that shares it (rule X3). As long as nobody
 * does, it costs no request while the page is loaded, and no connection at all.
 */
export function listenForShare(server: string, language: Language): void {
  const name = nameTab(server);
  if (!name) return;
  let place: Promise<string> | undefined;
  let module: Promise<TabModule> | undefined;
  let met = false;
  let timers: number[] = [];

  const load = (): Promise<TabModule> =>
    (module ??= import(/* @vite-ignore */ `${server}/embed/tab.js`) as Promise<TabModule>);
  const cover = (): void => adoptCover(document);
  const uncover = (): void => dropCover(document);

  const ask = async (): Promise<TabOffer> => {
    place ??= placeOf(name.secret);
    const answer = await fetch(`${server}/api/v1/tabs/${await place}`);
    return answer.ok ? ((await answer.json()) as { data: TabOffer }).data : null;
  };
  const answer = async (sealed: string): Promise<boolean> => {
    const response = await fetch(`${server}/api/v1/tabs/${await place}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sealed }),
    });
    return response.ok;
  };
  const knock = async (isLast: boolean): Promise<void> => {
    if (met) return;
    met = true;
    try {
      const offer = await ask();
      const { joinShare } = offer ? await load() : { joinShare: () => Promise.resolve(false) };
      met = offer !== null && (await joinShare({ ...parts, offer }));
    } catch (failure) {
      // The network, or the page's own policy: the next knock is another chance.
      if (!(failure instanceof TypeError)) throw failure;
      met = false;
    }
    if (met) stop();
    else if (isLast) over();
  };
  const stop = (): void => {
    timers.forEach(clearTimeout);
    timers = [];
  };
  const over = (): void => {
    forgetVisit(keptInTab);
    uncover();
  };
  const round = (delays: readonly number[]): void => {
    stop();
    if (met) return;
    timers = delays.map((delay, at) =>
      window.setTimeout(() => void knock(at === delays.length - 1), delay),
    );
  };
  const goOn = (): void => {
    cover();
    round(afterLoad);
  };
  const parts = {
    ...{ name, language, answer, onCovered: uncover },
    onEnd({ forgotten }: { forgotten: boolean }): void {
      met = false;
      if (!forgotten && isVisited(keptInTab)) goOn();
      else over();
    },
  };

  const comeBack = (): void => {
    if (document.visibilityState === 'visible' && timers.length === 0) round(afterReturn);
  };
  window.addEventListener('focus', comeBack);
  document.addEventListener('visibilitychange', comeBack);
  // Taken out of the browser's cache as it was, with a line that is not there any more.
  window.addEventListener(
    'pageshow',
    ({ persisted }) => persisted && isVisited(keptInTab) && goOn(),
  );
  if (isVisited(keptInTab)) {
    load().catch(() => undefined);
    goOn();
  }
}
