import type { ReactElement, ReactNode } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';

/** One line of the details; a dash where nothing is known. */
export function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  const { t } = useI18n();
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children === null || children === '' ? t('details.none') : children}</dd>
    </div>
  );
}
