import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconInbox, IconSearch } from '@tabler/icons-react';
import type { RequestId } from '@beside/shared/domain/ids';
import { useMemo, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { useStore } from '../lib/useStore.ts';
import { EmptyState } from './EmptyState.tsx';
import { countNew, filterRequests, filters, type Filter } from './filterRequests.ts';
import type { RequestListState } from './requestList.ts';
import { RequestListItem } from './RequestListItem.tsx';
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
  const shown = useMemo(
    () => filterRequests(requests.values(), filter, search, me.id),
    [requests, filter, search, me.id],
  );
  const news = useMemo(() => countNew(requests.values()), [requests]);

  return (
    <nav className={styles.panel} aria-label={t('list.title')}>
      <div className={styles.head}>
        <h1>{t('list.title')}</h1>
        <span>{t('list.count', { count: shown.length })}</span>
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
        <TextInput
          size="xs"
          type="search"
          aria-label={t('list.search')}
          placeholder={t('list.search')}
          leftSection={<IconSearch size={15} aria-hidden="true" />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      {shown.length > 0 ? (
        <ul className={styles.list} onKeyDown={moveFocus}>
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
        <Nothing
          loading={loading}
          filter={filter}
          search={search.trim()}
          onClear={() => setSearch('')}
        />
      )}
    </nav>
  );
}

interface NothingProps {
  loading: RequestListState['state'];
  filter: Filter;
  search: string;
  onClear: () => void;
}

function Nothing({ loading, filter, search, onClear }: NothingProps): ReactElement {
  const { t } = useI18n();
  if (loading === 'loading') return <EmptyState title={t('list.loading')} quiet />;
  if (loading === 'failed') return <EmptyState title={t('list.failed')} />;
  if (search !== '') {
    return (
      <EmptyState title={t('list.no-match', { search })}>
        <Button variant="default" size="xs" onClick={onClear}>
          {t('list.clear')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconInbox size={24} aria-hidden="true" />}
      title={t(filter === 'all' ? 'list.empty' : `list.empty-${filter}`)}
      text={filter === 'all' ? t('list.empty-hint') : undefined}
    />
  );
}

/** Up and down go through the list; Enter opens, as of any link. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
  const step = steps[event.key];
  const links = [...event.currentTarget.querySelectorAll('a')];
  const at = links.findIndex((link) => link === document.activeElement);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  links[at + step]?.focus();
}
