import { chooseLanguage } from '@beside/shared/i18n/languages';
import { applyBrand } from '../lib/applyBrand.ts';
import { keptInTab } from '../lib/keptText.ts';
import type { PortalNews } from '../session/portalNews.ts';
import { readStay } from '../session/stay.ts';
import { isVisited } from '../session/tab/keptVisit.ts';
import { fetchPortal } from '../signaling/api.ts';
import { RequestFailed } from '../signaling/signaling.ts';
import { createBesideApi } from './besideApi.ts';
import { createFrame } from './frame.ts';
import type { EmbedOptions } from './options.ts';
import type { PanelModule } from './panelContract.ts';
import { settle } from './settle.ts';
import { listenForShare } from './tab/listenForShare.ts';
import { textsIn } from './texts.ts';

/** What is typed and focused inside is nothing to the page's own shortcuts and focus traps. */
const ownAffairs = ['keydown', 'keyup', 'keypress', 'focusin', 'focusout'];

/**
 * Puts the floating button into the page, and behind it the portal (rule P8). Shows nothing where
 * there is no such portal, or this site may not carry it; the page's console says so once.
 *
 * @param languages to ask for, the dearest first
 */
export async function startEmbed(options: EmbedOptions, languages: string[]): Promise<void> {
  // The tag was put into the page twice.
  if (window.Beside) return;
  const { api, connect, emit } = createBesideApi();
  window.Beside = api;

  const { server, slug } = options;
  const language = chooseLanguage(languages);
  // The page before was shared: what is private on this one is to be covered at once.
  const isShared = isVisited(keptInTab);
  if (isShared) listenForShare(server, language);
  const portal = await fetchPortal(server, slug).catch((failure: unknown) => {
    if (!(failure instanceof RequestFailed)) throw failure;
    return null;
  });
  if (!portal) {
    console.warn(
      `Beside: ${server} knows no portal "${slug}", or does not allow it on ${location.origin}.`,
    );
    return;
  }

  if (!isShared) listenForShare(server, language);

  const texts = textsIn(language);
  const frame = createFrame(options, portal.accountName, texts);
  const { shadow, root, launcher, panel, close, body, front } = frame;
  root.lang = language;
  applyBrand(root, portal.colour);

  const openKey = `beside.open.${slug}`;
  let loading: Promise<void> | undefined;
  let tries = 0;

  /** The portal itself comes with the first opening, and stays. */
  const load = (): void => {
    loading ??= fetchPanel();
  };
  const fetchPanel = async (): Promise<void> => {
    frame.showWaiting(texts.loading);
    try {
      // A module that could not be fetched is not fetched again under the same name.
      const address = `${server}/embed/panel.js${tries === 0 ? '' : `?${tries}`}`;
      const { mountPanel } = (await import(/* @vite-ignore */ address)) as PanelModule;
      await mountPanel({
        ...{ server, portal, shadow, root, body, front, tell },
        language: options.language,
      });
    } catch (failure) {
      if (!(failure instanceof TypeError)) throw failure;
      tries += 1;
      loading = undefined;
      frame.showWaiting(texts.failed, load);
    }
  };

  const tell = (news: PortalNews): void => {
    if (news.type !== 'unread') emit(news.type, { requestId: news.requestId });
    else if (panel.hidden) frame.showUnread(news.count, news.newest);
  };

  const open = (byPerson: boolean): void => {
    if (!panel.hidden) return;
    keptInTab.setItem(openKey, '1');
    panel.hidden = false;
    launcher.hidden = true;
    frame.showUnread(0, '');
    load();
    if (byPerson) panel.focus();
    emit('opened', {});
  };

  const shut = (): void => {
    if (panel.hidden) return;
    keptInTab.removeItem(openKey);
    const hadFocus = shadow.activeElement !== null;
    panel.hidden = true;
    launcher.hidden = false;
    if (hadFocus) launcher.focus();
    emit('closed', {});
  };

  launcher.addEventListener('click', () => open(true));
  close.addEventListener('click', shut);
  for (const type of ownAffairs) {
    root.addEventListener(type, (event) => {
      event.stopPropagation();
      if (event instanceof KeyboardEvent && leaves(event, shadow)) shut();
    });
  }

  await settle(frame.host);
  // The next page of the same site goes on where the last one was left.
  if (keptInTab.getItem(openKey) !== null) open(false);
  else if (readStay(keptInTab, slug)) load();
  connect({ open: () => open(true), close: shut });
}

/** Escape closes the panel, but first whatever it means inside of it. */
function leaves(event: KeyboardEvent, shadow: ShadowRoot): boolean {
  return (
    event.type === 'keydown' &&
    event.key === 'Escape' &&
    !event.isComposing &&
    !event.defaultPrevented &&
    shadow.querySelector('dialog[open]') === null
  );
}
