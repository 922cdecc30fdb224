import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { Notice } from './Notice.tsx';
import { useLater } from './useLater.ts';

const load = () => import('./verify/VerifyPage.tsx');

/** Checking a log is for few: not of a customer's first load. */
export function VerifyDoorway(): ReactElement {
  const { t } = useI18n();
  const later = useLater(load);
  if (later.state !== 'ready') return <Notice title={t('page.loading')} quiet />;
  const { VerifyPage } = later.part;
  return <VerifyPage />;
}
