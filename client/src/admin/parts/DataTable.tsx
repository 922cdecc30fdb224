import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import {
  IconArrowDown,
  IconArrowUp,
  IconChevronLeft,
  IconChevronRight,
  IconSearch,
} from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { rowsPerPage } from '@beside/shared/protocol/admin/parts';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { Notice } from './Notice.tsx';
import type { ListLook } from './useListQuery.ts';
import styles from './table.module.css';

export interface Column<Row, Sort extends string> {
  title: string;
  /** By which the list is put in order when its heading is chosen; absent: by none. */
  sort?: Sort;
  show(row: Row): ReactNode;
}

interface Props<Row, Sort extends string> {
  /** What the table holds, to those who do not see it. */
  label: string;
  columns: readonly Column<Row, Sort>[];
  found: UseQueryResult<{ rows: Row[]; total: number; page: number }>;
  look: ListLook<Sort>;
  onLook: (next: Partial<ListLook<Sort>>) => void;
  /** Said where there is nothing to list at all. */
  empty: string;
  /** Beside the search: what is filtered by, and what can be added. */
  children?: ReactNode;
}

/** A list that is searched, put in order and paged by the server; on a narrow page, as cards. */
export function DataTable<Row extends { id: string }, Sort extends string>(
  props: Props<Row, Sort>,
): ReactElement {
  const { label, columns, found, look, onLook, empty, children } = props;
  const { t } = useI18n();
  const [typed, setTyped] = useState(look.search);
  const search = useDebouncedCallback((text: string) => onLook({ search: text.trim() }), 250);
  const { data } = found;

  return (
    <>
      <div className={styles.tools}>
        <TextInput
          type="search"
          className={styles.search}
          aria-label={t('admin.search')}
          placeholder={t('admin.search')}
          maxLength={200}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={({ currentTarget: { value } }) => {
            setTyped(value);
            search(value);
          }}
        />
        {children}
      </div>
      {found.isError && !data && (
        <Notice title={t('admin.list-failed')}>
          <Button variant="default" onClick={() => void found.refetch()}>
            {t('chat.try-again')}
          </Button>
        </Notice>
      )}
      {found.isPending && <Notice title={t('app.loading')} quiet />}
      {data && data.total === 0 && (
        <Notice title={look.search === '' ? empty : t('admin.none-found')} quiet />
      )}
      {data && data.total > 0 && (
        <>
          <table className={styles.table} aria-label={label} aria-busy={found.isFetching}>
            <thead>
              <tr>
                {columns.map(({ title, sort }) => (
                  <Heading key={title} title={title} sort={sort} look={look} onLook={onLook} />
                ))}
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <tr key={row.id}>
                  {columns.map(({ title, show }) => (
                    <td key={title} data-title={title}>
                      {show(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <Pages total={data.total} page={data.page} onPage={(page) => onLook({ page })} />
        </>
      )}
    </>
  );
}

function Heading<Sort extends string>({
  title,
  sort,
  look,
  onLook,
}: {
  title: string;
  sort: Sort | undefined;
  look: ListLook<Sort>;
  onLook: (next: Partial<ListLook<Sort>>) => void;
}): ReactElement {
  if (sort === undefined) return <th scope="col">{title}</th>;
  const isChosen = look.sort === sort;
  const order = look.descending ? 'descending' : 'ascending';
  const Arrow = look.descending ? IconArrowDown : IconArrowUp;
  return (
    <th scope="col" aria-sort={isChosen ? order : 'none'}>
      <button
        type="button"
        onClick={() => onLook({ sort, descending: isChosen && !look.descending })}
      >
        {title}
        {isChosen && <Arrow size={14} aria-hidden />}
      </button>
    </th>
  );
}

function Pages({
  total,
  page,
  onPage,
}: {
  total: number;
  page: number;
  onPage: (page: number) => void;
}): ReactElement {
  const { t } = useI18n();
  const from = page * rowsPerPage + 1;
  const until = Math.min(total, (page + 1) * rowsPerPage);
  return (
    <nav className={styles.pages} aria-label={t('admin.pages')}>
      <span role="status">{t('admin.shown', { from, until, total })}</span>
      {total > rowsPerPage && (
        <>
          <Button
            variant="default"
            size="compact-sm"
            disabled={page === 0}
            leftSection={<IconChevronLeft size={16} aria-hidden />}
            onClick={() => onPage(page - 1)}
          >
            {t('admin.page-before')}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            disabled={until >= total}
            rightSection={<IconChevronRight size={16} aria-hidden />}
            onClick={() => onPage(page + 1)}
          >
            {t('admin.page-next')}
          </Button>
        </>
      )}
    </nav>
  );
}
