import { useId, useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { HiddenParts } from '../../session/privacy/hiddenParts.ts';
import { guard } from '../../ui/guard.ts';
import { Dialog } from '../Dialog.tsx';
import dialog from '../dialog.module.css';
import styles from './hide.module.css';
import { PartsPicture } from './PartsPicture.tsx';
import { newRegion } from './regionShapes.ts';

interface Props {
  hidden: HiddenParts;
  /** The picture that is shared, as it was a moment ago. */
  still: ImageBitmap;
  technician: string;
}

/** Parts of the shared picture are drawn over here; nothing is shown meanwhile. */
export function HideDialog({ hidden, still, technician }: Props): ReactElement {
  const { t } = useI18n();
  const { regions: before, changed } = useStore(hidden.view, (whole) => whole);
  const keys = useId();
  const [regions, setRegions] = useState(before);
  const nameOf = (at: number): string => t('hide.part', { number: at + 1 });
  const remove = (at: number): void => setRegions(regions.filter((_, each) => each !== at));
  return (
    <Dialog title={t('hide.title', { technician })} onDismiss={() => hidden.cancel()} wide>
      <p>{t(changed ? 'hide.text-changed' : 'hide.text')}</p>
      <PartsPicture
        still={still}
        regions={regions}
        nameOf={nameOf}
        keys={keys}
        onChange={setRegions}
        onRemove={remove}
      />
      <p className={dialog.small} id={keys}>
        {t('hide.keys')}
      </p>
      <ul className={styles.parts} aria-label={t('hide.list')}>
        {regions.map((_, at) => (
          <li key={at}>
            {nameOf(at)}
            <button
              type="button"
              aria-label={t('hide.remove', { part: nameOf(at) })}
              onClick={() => remove(at)}
              {...guard}
            >
              {t('hide.remove-short')}
            </button>
          </li>
        ))}
        <li>
          <button
            type="button"
            onClick={() => setRegions([...regions, newRegion(regions.length)])}
            {...guard}
          >
            {t('hide.add')}
          </button>
        </li>
      </ul>
      <div className={dialog.actions}>
        <button type="button" onClick={() => hidden.cancel()} {...guard}>
          {t('hide.cancel')}
        </button>
        <button type="button" data-look="main" onClick={() => hidden.done(regions)} {...guard}>
          {t('hide.done')}
        </button>
      </div>
    </Dialog>
  );
}
