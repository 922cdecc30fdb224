import { fileExtensions, isIos, isPicture, mediaTypeOf } from '@beside/shared/domain/fileTypes';
import { useRef, type ReactElement } from 'react';
import { useI18n } from '../../../i18n/I18nContext.ts';
import { guard } from '../../guard.ts';
import { Icon } from '../../Icon.tsx';
import styles from './files.module.css';

/**
 * What the picker offers. On iOS it is named picture by picture: for a type that is not in the list,
 * as the HEIC of its camera, the phone then sends a JPEG. Elsewhere the picker offers everything,
 * on Android the camera with it; what is allowed, the server says.
 */
const accept = isIos(navigator.userAgent)
  ? [...new Set(fileExtensions.filter(isPicture).map(mediaTypeOf))].join(',')
  : undefined;

export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }): ReactElement {
  const { t } = useI18n();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={styles.attach}
        aria-label={t('file.attach')}
        title={t('file.attach')}
        onClick={() => input.current?.click()}
        {...guard}
      >
        <Icon name="attach" size={20} />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={accept}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same one can be chosen again.
          currentTarget.value = '';
        }}
      />
    </>
  );
}
