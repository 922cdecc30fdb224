import { NativeSelect } from '@mantine/core';
import { givable, type RightChanges, type UserRight } from '@beside/shared/domain/rightsTable';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useAdminUser } from '../AdminContext.ts';
import styles from './rights.module.css';

interface Props {
  rights: readonly UserRight[];
  value: RightChanges;
  /** What holds where nothing is set here; absent: that is not the same for all. */
  otherwise?: (right: UserRight) => boolean;
  /** Those that cannot be set here, whatever is said. */
  fixed?: (right: UserRight) => boolean;
  onChange: (value: RightChanges) => void;
}

/** Each right by itself: as it is elsewhere, allowed, or not allowed. */
export function RightsFields(props: Props): ReactElement {
  const { rights, value, otherwise, fixed = () => false, onChange } = props;
  const { t } = useI18n();
  const { role, rights: own } = useAdminUser();
  const given = givable(role, own);

  const usual = (right: UserRight): string => {
    if (!otherwise) return t('rights.unset');
    return t(otherwise(right) ? 'rights.usual-yes' : 'rights.usual-no');
  };
  const set = (right: UserRight, word: string): void => {
    const { [right]: _, ...others } = value;
    onChange(word === '' ? others : { ...others, [right]: word === 'yes' });
  };

  return (
    <div className={styles.rights}>
      {rights.map((right) => {
        const said = value[right];
        return (
          <NativeSelect
            key={right}
            label={t(`right.${right}`)}
            // Nobody gives what they have not got.
            disabled={fixed(right) || !given.includes(right)}
            value={said === undefined ? '' : said ? 'yes' : 'no'}
            onChange={({ currentTarget }) => set(right, currentTarget.value)}
            data={[
              { value: '', label: usual(right) },
              { value: 'yes', label: t('rights.yes') },
              { value: 'no', label: t('rights.no') },
            ]}
          />
        );
      })}
    </div>
  );
}
