import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { guard } from '../ui/guard.ts';
import { Icon } from '../ui/Icon.tsx';

/** Begins to talk; how it goes on is said where voices are. */
export function TalkButton({ busy, onTalk }: { busy: boolean; onTalk: () => void }): ReactElement {
  const { t } = useI18n();
  return (
    <button
      type="button"
      disabled={busy}
      aria-busy={busy}
      onClick={onTalk}
      title={t('voice.turn-on')}
      aria-label={t('menu.talk')}
      {...guard}
    >
      <Icon name="microphone" />
      <span aria-hidden="true">{t('menu.talk')}</span>
    </button>
  );
}
