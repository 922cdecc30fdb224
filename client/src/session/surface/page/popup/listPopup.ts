import type { Place } from '../dom/hitTest.ts';
import type { Popup, PopupKey } from './popup.ts';
import { openPopupHost } from './popupHost.ts';

export interface ListItem {
  label: string;
  disabled?: boolean;
  /** Headings are not chosen. */
  heading?: boolean;
  /** Stands under a heading. */
  inset?: boolean;
  /** A colour that it shows. */
  colour?: string;
}

interface Parts {
  owner: Element;
  items: readonly ListItem[];
  /** The item that is chosen now; -1 for none. */
  chosen: number;
  choose(index: number): void;
  close(): void;
  /**
   * A list beside a field in which the person goes on typing: only its own keys are taken.
   */
  beside?: boolean;
}

const pageSize = 8;
/** Letters within this time make one word. */
const wordMs = 1_000;

/** A list that stands open under a control, for the pointer and the keyboard of the hand. */
export function openList({
  owner,
  items,
  chosen,
  choose,
  close,
  beside = false,
}: Parts): Popup | undefined {
  const host = openPopupHost(owner, css);
  if (!host || items.length === 0) {
    host?.close();
    return undefined;
  }
  const { box } = host;
  box.role = 'listbox';
  const rows = items.map((item, index) => createRow(owner.ownerDocument, item, index === chosen));
  box.append(...rows);
  const able = [...items.keys()].filter(
    (index) => !items[index]?.disabled && !items[index]?.heading,
  );
  let at = chosen;
  let typed = { word: '', when: -Infinity };

  const mark = (index: number, { scrolls = true } = {}): void => {
    rows[at]?.removeAttribute('data-at');
    at = index;
    rows[at]?.setAttribute('data-at', '');
    if (scrolls) rows[at]?.scrollIntoView({ block: 'nearest' });
  };
  mark(chosen);

  const rowAt = ({ y }: Place): number =>
    rows.findIndex((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return y >= top && y < bottom;
    });
  const step = (by: number): void => {
    const from = able.indexOf(at);
    const to = from < 0 && by < 0 ? able.length - 1 : from + by;
    mark(able[Math.max(0, Math.min(to, able.length - 1))] ?? -1);
  };
  const lookFor = (character: string): void => {
    const now = performance.now();
    const word = (now - typed.when < wordMs ? typed.word : '') + character.toLowerCase();
    typed = { word, when: now };
    const found = able.find((index) => items[index]?.label.toLowerCase().startsWith(word));
    if (found !== undefined) mark(found);
  };
  const take = (): void => {
    if (able.includes(at)) choose(at);
  };
  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowDown: 1, ArrowUp: -1, PageDown: pageSize, PageUp: -pageSize },
    ...(beside ? {} : { ArrowRight: 1, ArrowLeft: -1, Home: -items.length, End: items.length }),
  };

  return {
    owner,
    covers: (place) => host.covers(place),
    hover(place) {
      const index = rowAt(place);
      if (able.includes(index)) mark(index, { scrolls: false });
    },
    press(place) {
      const index = rowAt(place);
      if (!able.includes(index)) return false;
      choose(index);
      return true;
    },
    scroll: (deltaY) => box.scrollBy({ top: deltaY, behavior: 'instant' }),
    key({ key, alt, command, character }: PopupKey) {
      const by = steps[key];
      if (by !== undefined && !command) {
        if (alt) {
          take();
          close();
        } else step(by);
        return true;
      }
      if (key === 'Escape') close();
      else if (key === 'Enter' || key === 'Tab' || (key === ' ' && !beside)) {
        const taken = able.includes(at);
        if (taken && !(beside && key === 'Tab')) take();
        close();
        return key !== 'Tab' && (taken || !beside);
      } else if (beside || command) return false;
      else if (character) lookFor(character);
      return true;
    },
    close: () => host.close(),
  };
}

function createRow(document: Document, item: ListItem, isChosen: boolean): HTMLElement {
  const row = document.createElement('div');
  row.className = 'row';
  row.role = item.heading ? 'presentation' : 'option';
  row.toggleAttribute('data-heading', item.heading ?? false);
  row.toggleAttribute('data-inset', item.inset ?? false);
  row.ariaDisabled = String(item.disabled ?? false);
  row.ariaSelected = String(isChosen);
  if (item.colour !== undefined) {
    const swatch = document.createElement('i');
    swatch.style.background = item.colour;
    row.append(swatch);
  }
  row.append(item.label || '\u00a0');
  return row;
}

const css = `
  .row {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 3px 8px;
    border-radius: 4px;
    white-space: nowrap;
  }
  .row[data-heading] { font-weight: 600; }
  .row[data-inset] { padding-inline-start: 20px; }
  .row[aria-disabled='true'] { color: GrayText; }
  .row[aria-selected='true'] { font-weight: 600; }
  .row[data-at] { background: light-dark(#1a5fb4, #8ab8ff); color: light-dark(#fff, #0b1c33); }
  i { width: 18px; height: 18px; border: 1px solid GrayText; border-radius: 4px; }
`;
