import type { DateField } from './dateField.ts';
import type { Popup } from './popup.ts';
import { openPopupHost } from './popupHost.ts';
import type { Unit } from './segments.ts';

const blanks: Readonly<Record<Unit, string>> = {
  ...{ year: 'yyyy', month: 'mm', week: 'ww', day: 'dd', period: '–' },
  ...{ hour: '--', hour12: '--', minute: '--', second: '--' },
};

/** Shows the units of a date or time field, each with a step up and a step down. */
export function openDatePopup(owner: HTMLInputElement, field: DateField): Popup | undefined {
  const host = openPopupHost(owner, css);
  if (!host) return undefined;
  const { box } = host;
  const { ownerDocument: document } = owner;
  const cells = field.units.map((unit) => {
    const cell = document.createElement('div');
    cell.className = 'cell';
    const parts = ['▲', '', '▼'].map((text) => {
      const part = document.createElement('span');
      part.textContent = text;
      return part;
    });
    cell.append(...parts);
    const [, value] = parts;
    const show = (): void => {
      const is = field.filled[unit];
      if (value) value.textContent = wordsOf(unit, is);
      cell.toggleAttribute('data-at', field.units[field.at] === unit);
    };
    return { cell, parts, show };
  });
  box.append(...cells.map(({ cell }) => cell));
  const show = (): void => cells.forEach((cell) => cell.show());
  show();

  return {
    owner,
    covers: (place) => host.covers(place),
    hover: () => undefined,
    press({ x, y }) {
      const index = cells.findIndex(({ cell }) => {
        const { left, right } = cell.getBoundingClientRect();
        return x >= left && x < right;
      });
      const part = cells[index]?.parts.findIndex((each) => {
        const { top, bottom } = each.getBoundingClientRect();
        return y >= top && y < bottom;
      });
      if (part === undefined) return false;
      field.select(index);
      if (part === 0) field.step(1);
      if (part === 2) field.step(-1);
      show();
      return false;
    },
    scroll: () => undefined,
    key({ key, shift, command, alt, character }) {
      if (command || alt) return false;
      const to = directions[key === 'Tab' && shift ? 'Shift+Tab' : key];
      if (key === 'ArrowUp') field.step(1);
      else if (key === 'ArrowDown') field.step(-1);
      else if (/^(Backspace|Delete)$/.test(key)) field.clear();
      else if (to !== undefined) {
        const outside = field.units[field.at + to] === undefined;
        if (key === 'Tab' && outside) return false;
        field.select(field.at + to);
      } else if (character) field.type(character);
      else return false;
      show();
      return true;
    },
    close: () => host.close(),
  };
}

const directions: Readonly<Record<string, number>> = {
  ...{ ArrowLeft: -1, ArrowRight: 1, Tab: 1, 'Shift+Tab': -1 },
};

function wordsOf(unit: Unit, value: number | undefined): string {
  if (value === undefined) return blanks[unit];
  if (unit === 'period') return value === 0 ? 'AM' : 'PM';
  return String(value).padStart(unit === 'year' ? 4 : 2, '0');
}

const css = `
  .box { display: flex; gap: 4px; }
  .cell { display: grid; min-width: 36px; text-align: center; font-variant-numeric: tabular-nums; }
  span { padding: 3px 6px; border-radius: 4px; }
  span:not(:nth-child(2)) { color: GrayText; font-size: 11px; }
  .cell[data-at] span:nth-child(2) {
    background: light-dark(#1a5fb4, #8ab8ff);
    color: light-dark(#fff, #0b1c33);
  }
`;
