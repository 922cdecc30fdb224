import { SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { RequestId } from '@beside/shared/domain/ids';
import { useDeferredValue, useMemo, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { useStore } from '../lib/useStore.ts';
import { countNew, filters, selectRequests } from './filterRequests.ts';
import { MyRequests } from './MyRequests.tsx';
import { isMine, myRequests } from './myRequests.ts';
import { NoRequests } from './NoRequests.tsx';
import { RequestRows } from './RequestRows.tsx';
import { SortMenu } from './SortMenu.tsx';
import { sortRequests } from './sortRequests.ts';
import { useFind } from './useFind.ts';
import { useListView } from './useListView.ts';
import { useWorkspace } from './WorkspaceContext.ts';
import styles from './requestList.module.css';

/** Every request the technician may see, filtered and searched, live (rule T2). */
export function RequestListPanel({ selected }: { selected: RequestId | null }): ReactElement {
  const { t } = useI18n();
  const { list, me } = useWorkspace();
  const { requests: current, state: loading } = useStore(list, (whole) => whole);
  const [{ filter, search: typed, sorting }, change] = useListView();
  // A long list is put in order while the page goes on answering.
  const requests = useDeferredValue(current);
  const search = useDeferredValue(typed).trim();
  const finding = useFind(typed.trim());
  const isSearching = search !== '';
  const mine = useMemo(() => myRequests(requests.values(), me.id), [requests, me.id]);
  const shown = useMemo(() => {
    const fitting = selectRequests(requests.values(), filter, search);
    // One's own stand above, but whoever searches finds everything in one place.
    const others = fitting.filter((request) => isSearching || !isMine(request, me.id));
    return sortRequests(others, sorting, me.id);
  }, [requests, filter, search, isSearching, sorting, me.id]);
  const news = useMemo(() => countNew(requests.values()), [requests]);

  return (
    <nav className={styles.panel} aria-label={t('list.title')}>
      <div className={styles.head}>
        <h1>{t('list.title')}</h1>
        <span>{t('list.count', { count: requests.size })}</span>
      </div>
      <div className={styles.tools}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('list.filter')}
          value={filter}
          onChange={(value) => change({ filter: value })}
          data={filters.map((value) => ({
            value,
            label: (
              <>
                {t(`list.${value}`)}
                {value === 'new' && news > 0 && (
                  <span className={styles.news} aria-hidden="true">
                    {news}
                  </span>
                )}
              </>
            ),
          }))}
        />
        <div className={styles.find}>
          <TextInput
            size="xs"
            type="search"
            aria-label={t('list.search')}
            placeholder={t('list.search')}
            leftSection={<IconSearch size={15} aria-hidden="true" />}
            value={typed}
            onChange={(event) => change({ search: event.currentTarget.value })}
          />
          <SortMenu sorting={sorting} onChange={(next) => change({ sorting: next })} />
        </div>
      </div>
      {!isSearching && mine.length > 0 && <MyRequests requests={mine} selected={selected} />}
      {shown.length > 0 ? (
        <RequestRows label={t('list.rest')} requests={shown} selected={selected} />
      ) : (
        <NoRequests
          loading={loading}
          filter={filter}
          search={search}
          finding={finding}
          hasMine={mine.length > 0}
          onClear={() => change({ search: '' })}
        />
      )}
    </nav>
  );
}
