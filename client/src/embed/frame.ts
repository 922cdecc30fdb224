import css from './embed.css?inline';
import type { EmbedOptions } from './options.ts';
import type { EmbedTexts } from './texts.ts';

/** What of the embed stands in the page from the beginning: the button, and the panel's empty frame. */
export interface Frame {
  host: HTMLElement;
  shadow: ShadowRoot;
  root: HTMLElement;
  launcher: HTMLButtonElement;
  panel: HTMLElement;
  close: HTMLButtonElement;
  body: HTMLElement;
  front: HTMLElement;
  /** Says what was added while the panel is closed. */
  showUnread(count: number, newest: string): void;
  /** In place of the portal while it comes, and where it does not. */
  showWaiting(words: string, again?: () => void): void;
}

const drawings = {
  chat: 'M5 4.5h14a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-7l-4.5 3.5v-3.5H5A1.5 1.5 0 0 1 3.5 15V6A1.5 1.5 0 0 1 5 4.5z',
  close: 'M6 6l12 12M18 6 6 18',
};

/** Builds it outside of the page, in a shadow root of its own that the page's styles do not enter. */
export function createFrame(
  { position, label }: EmbedOptions,
  accountName: string,
  texts: EmbedTexts,
): Frame {
  const host = document.createElement('beside-embed');
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets = [sheet];

  const root = element('div', 'beside');
  root.dataset['position'] = position;
  const launcher = button('launcher', 'chat');
  const words = element('span');
  words.textContent = label ?? texts.open;
  const badge = element('b', 'badge');
  badge.ariaHidden = 'true';
  badge.hidden = true;
  const unread = element('span', 'aside');
  launcher.append(words, badge, unread);
  launcher.ariaHasPopup = 'dialog';
  const status = element('p', 'aside');
  status.role = 'status';

  const panel = element('section', 'panel');
  panel.role = 'dialog';
  panel.ariaLabel = `${accountName} – ${texts.title}`;
  panel.tabIndex = -1;
  panel.hidden = true;
  const close = button('close', 'close');
  close.ariaLabel = texts.close;
  const body = element('div', 'portal');
  panel.append(close, body);
  const front = element('div', 'portal front');
  root.append(launcher, status, panel, front);
  shadow.append(root);
  new ResizeObserver(() => root.style.setProperty('--taken', `${front.offsetHeight}px`)).observe(
    front,
  );

  return {
    host,
    shadow,
    root,
    launcher,
    panel,
    close,
    body,
    front,
    showUnread(count, newest) {
      badge.hidden = count === 0;
      badge.textContent = count > 9 ? '9+' : String(count);
      unread.textContent = count === 0 ? '' : ` ${texts.unread(count)}`;
      status.textContent = newest;
    },
    showWaiting(text, again) {
      const note = element('div', 'waiting');
      const line = element('p');
      line.role = 'status';
      line.textContent = text;
      note.append(line);
      if (again) {
        const retry = element('button');
        retry.textContent = texts.again;
        retry.addEventListener('click', again);
        note.append(retry);
      }
      body.replaceChildren(note);
    },
  };
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className = '',
): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(name), { className });
}

function button(className: string, drawing: keyof typeof drawings): HTMLButtonElement {
  const made = element('button', className);
  made.type = 'button';
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', drawings[drawing]);
  svg.append(path);
  made.append(svg);
  return made;
}
