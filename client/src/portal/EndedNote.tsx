import type { SupportRequest } from '@beside/shared/domain/request';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { Conversation } from '../session/conversation.ts';
import { guard } from '../ui/guard.ts';
import styles from './chatPage.module.css';
import { SurveyForm } from './SurveyForm.tsx';

interface Props {
  conversation: Conversation;
  request: SupportRequest;
  onNew: () => void;
}

/** In the place of the message field, where nothing can be written: any more, or not yet. */
export function EndedNote({ conversation, request, onNew }: Props): ReactElement {
  const { t } = useI18n();
  const { phase, customer } = request;
  const isLeft = phase === 'message-left';
  const contact = customer.email ?? customer.phone;
  return (
    <section className={styles.ended} data-good={isLeft}>
      <SurveyForm conversation={conversation} request={request} />
      <div role="status">
        <h2>{t(isLeft ? 'left.title' : 'ended.title')}</h2>
        <p>{!isLeft ? t('ended.text') : contact ? t('left.to', { contact }) : t('left.here')}</p>
      </div>
      <button type="button" onClick={onNew} {...guard}>
        {t(isLeft ? 'left.new' : 'ended.new')}
      </button>
    </section>
  );
}
