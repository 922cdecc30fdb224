import { SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { RequestId } from '@beside/shared/domain/ids';
import { useMemo, useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { useStore } from '../lib/useStore.ts';
import { countNew, filterRequests, filters, type Filter } from './filterRequests.ts';
import { MyRequests } from './MyRequests.tsx';
import { isMine, myRequests } from './myRequests.ts';
import { moveFocus } from './moveFocus.ts';
import { NoRequests } from './NoRequests.tsx';
import { RequestListItem } from './RequestListItem.tsx';
import { SortMenu } from './SortMenu.tsx';
import { sortRequests, type Sorting } from './sortRequests.ts';
import { useWorkspace } from './WorkspaceContext.ts';
import styles from './requestList.module.css';

/** Every request the technician may see, filtered and searched, live (rule T2). */
export function RequestListPanel({ selected }: { selected: RequestId | null }): ReactElement {
  const { t } = useI18n();
  const { list, state, me } = useWorkspace();
  const { requests, state: loading } = useStore(list, (whole) => whole);
  const conversations = useStore(state, (whole) => whole.conversations);
  const [filter, setFilter] = useState<Filter>('all');
  const [search, setSearch] = useState('');
  const [sorting, setSorting] = useState<Sorting>({ by: 'urgency', reversed: false });
  const isSearching = search.trim() !== '';
  const mine = useMemo(() => myRequests(requests.values(), me.id), [requests, me.id]);
  const shown = useMemo(() => {
    const fitting = filterRequests(requests.values(), filter, search, me.id);
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
          onChange={(value) => setFilter(value)}
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
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <SortMenu sorting={sorting} onChange={setSorting} />
        </div>
      </div>
      {!isSearching && mine.length > 0 && <MyRequests requests={mine} selected={selected} />}
      {shown.length > 0 ? (
        <ul className={styles.list} aria-label={t('list.rest')} onKeyDown={moveFocus}>
          {shown.map((request) => (
            <RequestListItem
              key={request.id}
              request={request}
              conversation={conversations.get(request.id)}
              selected={request.id === selected}
            />
          ))}
        </ul>
      ) : (
        <NoRequests
          loading={loading}
          filter={filter}
          search={search.trim()}
          onClear={() => setSearch('')}
        />
      )}
    </nav>
  );
}
