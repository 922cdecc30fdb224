import { TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../../i18n/I18nContext.ts';
import { formatDuration } from '../../../lib/formats.ts';
import styles from './recordings.module.css';
import { findMoments, type Moment } from './timeline.ts';

interface Props {
  moments: readonly Moment[];
  begin: number;
  /** Where the picture is. */
  at: number;
  onChoose: (at: number) => void;
}

/** What happened, to be searched, and to go to with a click. */
export function Moments({ moments, begin, at, onChoose }: Props): ReactElement {
  const { t } = useI18n();
  const [search, setSearch] = useState('');
  const found = findMoments(moments, search);
  const current = found.findLast((moment) => moment.at <= at);
  return (
    <div className={styles.moments}>
      <TextInput
        type="search"
        size="xs"
        aria-label={t('recording.search')}
        placeholder={t('recording.search')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ol aria-label={t('recording.events')}>
        {found.map((moment) => (
          <li key={moment.key} data-kind={moment.kind}>
            <button
              type="button"
              aria-current={moment === current ? 'true' : undefined}
              onClick={() => onChoose(moment.at)}
            >
              <time>{formatDuration(moment.at - begin)}</time>
              <span>
                {moment.who !== '' && <b>{moment.who}: </b>}
                {moment.text}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {found.length === 0 && <p role="status">{t('recording.nothing')}</p>}
    </div>
  );
}
