import { maxSurveyLength } from '@beside/shared/domain/limits';
import type { SupportRequest } from '@beside/shared/domain/request';
import { ratings, surveyIsOpen, type Rating } from '@beside/shared/domain/survey';
import { useState, type ReactElement, type SyntheticEvent } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { useStore } from '../lib/useStore.ts';
import type { Conversation } from '../session/conversation.ts';
import { RequestFailed } from '../signaling/signaling.ts';
import { guard } from '../ui/guard.ts';
import { RatingFace } from './RatingFace.tsx';
import styles from './survey.module.css';

interface Props {
  conversation: Conversation;
  request: SupportRequest;
}

type Problem = 'survey.late' | 'error.unavailable';

/** What the customer thought of it, once it is over (rule P12). Sent again, the last one counts. */
export function SurveyForm({ conversation, request }: Props): ReactElement | null {
  const { t } = useI18n();
  const survey = useStore(conversation.state, (whole) => whole.survey);
  const given = survey?.given ?? null;
  const [rating, setRating] = useState<Rating | null>(given?.rating ?? null);
  const [words, setWords] = useState(given?.words ?? '');
  const [editing, setEditing] = useState(false);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  // When exactly it was over, the server knows; a closed request may be somewhat younger here.
  const { phase, assignee, phaseSince } = request;
  const open = surveyIsOpen(phase, assignee ? phaseSince : null, Date.now());
  if (!survey?.asked || (!open && !given)) return null;
  if (given && (!editing || !open)) {
    return (
      <section className={styles.thanks} aria-label={t('survey.title')}>
        <RatingFace rating={given.rating} />
        <p role="status">
          <b>{t('survey.thanks')}</b> {t(`survey.rating-${given.rating}`)}
        </p>
        {open && (
          <button type="button" onClick={() => setEditing(true)} {...guard}>
            {t('survey.change')}
          </button>
        )}
      </section>
    );
  }

  async function send(event: SyntheticEvent): Promise<void> {
    event.preventDefault();
    if (sending || rating === null) return;
    setSending(true);
    setProblem(null);
    try {
      await conversation.sendSurvey(rating, words);
      setEditing(false);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setProblem(error.code === 'conflict' ? 'survey.late' : 'error.unavailable');
    } finally {
      setSending(false);
    }
  }

  return (
    <form className={styles.form} onSubmit={(event: SyntheticEvent) => void send(event)} noValidate>
      <fieldset role="radiogroup">
        <legend>{t('survey.title')}</legend>
        <div className={styles.ratings}>
          {ratings.map((value) => (
            <label key={value} className={styles.rating}>
              <input
                type="radio"
                name="rating"
                value={value}
                checked={rating === value}
                onChange={() => setRating(value)}
                {...guard}
              />
              <RatingFace rating={value} />
              <span>{t(`survey.rating-${value}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <p className={styles.problem} role="alert">
        {problem && t(problem)}
      </p>
      {rating !== null && (
        <>
          <label className={styles.words}>
            {t('survey.words')} <span>{t('form.optional')}</span>
            <textarea
              rows={2}
              maxLength={maxSurveyLength}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
              {...guard}
            />
          </label>
          <button type="submit" aria-busy={sending} {...guard}>
            {t('survey.send')}
          </button>
        </>
      )}
    </form>
  );
}
