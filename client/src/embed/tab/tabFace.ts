import type { Language } from '@beside/shared/i18n/languages';
import type { TabFace } from '../../session/tab/capturedTab.ts';
import { inTabTheCustomer } from '@beside/shared/protocol/tabMessages';
import css from './tab.css?inline';
import { textsOfTab } from './texts.ts';

type AskFor = Parameters<TabFace['ask']>[0];

/**
 * The question in a shared tab, and the bar that stands there while a hand is at work. Both are in a
 * shadow root that the page's styles do not enter, and hear nothing but the customer's own events.
 */
export function createTabFace(language: Language, company: string): TabFace {
  const host = document.createElement('beside-tab');
  host.setAttribute('data-beside-guard', '');
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets = [sheet];
  const root = element('div', 'root');
  root.lang = language;
  shadow.append(root);

  /** A technician stands for the account; a customer for nobody but themselves (rule I6). */
  const isOfCustomer = ({ by }: AskFor): boolean => by === inTabTheCustomer;
  const textsFor = (ask: AskFor) => {
    const nobody = isOfCustomer(ask) ? textsOfTab(language, {})('tab.customer') : '';
    return textsOfTab(language, { technician: ask.technician || nobody, company });
  };
  const wordOf = ({ level }: AskFor) => (level === 'pointer' ? 'pointer' : 'keyboard');
  let showHeld = (_held: boolean): void => undefined;

  /** Again where the page has exchanged all of itself. */
  const show = (content: HTMLElement): void => {
    root.replaceChildren(content);
    document.documentElement.append(host);
  };
  const clear = (): void => {
    root.replaceChildren();
    host.remove();
    showHeld = () => undefined;
  };

  return {
    clear,
    ask(ask, answer) {
      const t = textsFor(ask);
      const dialog = element('dialog');
      const title = element('h2', '', t(isOfCustomer(ask) ? 'tab.title-customer' : 'tab.title'));
      title.id = 'title';
      dialog.setAttribute('aria-labelledby', title.id);
      const actions = element('div', 'actions');
      actions.append(
        button(t('tab.decline'), '', () => answer(false)),
        button(t('tab.allow'), 'main', () => answer(true)),
      );
      const text = element('p', '', t(`tab.text-${wordOf(ask)}`));
      dialog.append(title, text, element('p', 'small', t('tab.private')), actions);
      dialog.addEventListener('cancel', (event) => {
        event.preventDefault();
        if (event.isTrusted) answer(false);
      });
      show(dialog);
      dialog.showModal();
    },
    showHand(ask, takeBack) {
      const t = textsFor(ask);
      const bar = element('section', 'bar');
      bar.ariaLabel = t('tab.label');
      const words = t(
        isOfCustomer(ask)
          ? `tab.controlled-${wordOf(ask)}-customer`
          : `tab.controlled-${wordOf(ask)}`,
      );
      const text = element('p', '', words);
      text.role = 'status';
      bar.append(text, element('span', 'small', t('tab.escape')));
      bar.append(button(t('tab.take-back'), 'main', takeBack));
      const edge = element('div', 'edge');
      for (let side = 0; side < 4; side += 1) edge.append(element('i'));
      const both = element('div');
      both.append(edge, bar);
      showHeld = (held) => {
        text.textContent = held ? t('tab.held') : words;
        bar.toggleAttribute('data-held', held);
      };
      show(both);
    },
    setHeld: (held) => showHeld(held),
  };
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className = '',
  text = '',
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), { className });
  if (text) made.textContent = text;
  return made;
}

function button(text: string, className: string, press: () => void): HTMLButtonElement {
  const made = element('button', className, text);
  made.type = 'button';
  made.addEventListener('click', (event) => {
    if (event.isTrusted) press();
  });
  return made;
}
