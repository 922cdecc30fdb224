import { useState } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { timeZone } from '../lib/formats.ts';
import { saveFile } from '../lib/saveFile.ts';
import { fetchTranscript } from '../signaling/api.ts';
import { RequestFailed } from '../signaling/signaling.ts';
import type { OpenStay } from './openStay.ts';

/** Saves the conversation as a text file in the reader's words and zone (rule P11). */
export function useSaveHistory({ conversation, token }: OpenStay): {
  state: 'idle' | 'saving' | 'failed';
  save: () => void;
} {
  const { language } = useI18n();
  const [state, setState] = useState<'idle' | 'saving' | 'failed'>('idle');

  async function save(): Promise<void> {
    setState('saving');
    try {
      const reader = { language, timeZone: timeZone() };
      const text = await fetchTranscript(conversation.requestId, reader, token);
      const day = new Date().toISOString().slice(0, 10);
      saveFile(text, `chat-${day}.txt`);
      setState('idle');
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setState('failed');
    }
  }

  return { state, save: () => void save() };
}
