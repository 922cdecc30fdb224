import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import type { RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import type { KeyboardEvent } from 'react';
import { useStore } from '../lib/useStore.ts';
import { RequestListItem } from './RequestListItem.tsx';
import styles from './requestList.module.css';
import { useWorkspace } from './WorkspaceContext.ts';

interface Props {
  label: string;
  requests: readonly SupportRequest[];
  selected: RequestId | null;
}

/** As in the style sheet, where it grows with the reader's own size of text. */
const rowRem = 5.5;

/**
 * The list, of which only what is looked at is in the page, however long it is. Tab goes to one row;
 * the arrows, Page Up and Down, Home and End go on from there; Enter opens, as of any link.
 */
export function RequestRows({ label, requests, selected }: Props): ReactElement {
  const { state } = useWorkspace();
  const conversations = useStore(state, (whole) => whole.conversations);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState<RequestId | null>(selected);
  const toFocus = useRef<RequestId | null>(null);

  const places = useMemo(() => new Map(requests.map(({ id }, at) => [id, at])), [requests]);
  const at = (current && places.get(current)) ?? (selected && places.get(selected)) ?? 0;
  const rowPx = useMemo(
    () => rowRem * parseFloat(getComputedStyle(document.documentElement).fontSize),
    [],
  );
  const virtualizer = useVirtualizer({
    count: requests.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    getItemKey: useCallback((index: number) => requests[index]?.id ?? index, [requests]),
    overscan: 8,
    // The row that has the focus, or would be given it, is always there.
    rangeExtractor: useCallback(
      (range: Range) => [...new Set([...defaultRangeExtractor(range), at])].sort((a, b) => a - b),
      [at],
    ),
  });

  useEffect(() => {
    if (toFocus.current === null) return;
    rows.current
      ?.querySelector<HTMLElement>(`[data-id="${toFocus.current}"] a`)
      ?.focus({ preventScroll: true });
    toFocus.current = null;
  });

  function press(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowPx) - 1);
    const targets: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: requests.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const index = Math.min(Math.max(target, 0), requests.length - 1);
    const request = requests[index];
    if (!request) return;
    toFocus.current = request.id;
    setCurrent(request.id);
    virtualizer.scrollToIndex(index);
  }

  return (
    <div className={styles.scroller} ref={scroller}>
      <ul
        ref={rows}
        // Safari takes a list without bullets for no list.
        role="list"
        aria-label={label}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={press}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const request = requests[index];
          if (!request) return null;
          return (
            <li
              key={request.id}
              data-id={request.id}
              className={styles.row}
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={requests.length}
              aria-posinset={index + 1}
              onFocus={() => setCurrent(request.id)}
            >
              <RequestListItem
                request={request}
                conversation={conversations.get(request.id)}
                selected={request.id === selected}
                tabIndex={index === at ? 0 : -1}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
