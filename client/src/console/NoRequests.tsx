import { Button } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { EmptyState } from './EmptyState.tsx';
import type { Filter } from './filterRequests.ts';
import type { RequestListState } from './requestList.ts';

interface Props {
  loading: RequestListState['state'];
  filter: Filter;
  search: string;
  /** Whether older ones are still being looked through. */
  finding: boolean;
  /** Whether one's own stand above. */
  hasMine: boolean;
  onClear: () => void;
}

/** Why there is nothing in the list. */
export function NoRequests({
  loading,
  filter,
  search,
  finding,
  hasMine,
  onClear,
}: Props): ReactElement {
  const { t } = useI18n();
  if (loading === 'loading') return <EmptyState title={t('list.loading')} quiet />;
  if (loading === 'failed') return <EmptyState title={t('list.failed')} />;
  if (finding) return <EmptyState title={t('list.finding')} quiet />;
  if (search !== '') {
    return (
      <EmptyState title={t('list.no-match', { search })}>
        <Button variant="default" size="xs" onClick={onClear}>
          {t('list.clear')}
        </Button>
      </EmptyState>
    );
  }
  if (hasMine && (filter === 'all' || filter === 'active')) {
    return <EmptyState title={t('list.empty-others')} text={t('list.empty-hint')} />;
  }
  return (
    <EmptyState
      icon={<IconInbox size={24} aria-hidden="true" />}
      title={t(filter === 'all' ? 'list.empty' : `list.empty-${filter}`)}
      text={filter === 'all' ? t('list.empty-hint') : undefined}
    />
  );
}
