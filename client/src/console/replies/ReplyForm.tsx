import { Button, Checkbox, Group, Textarea, TextInput } from '@mantine/core';
import {
  isShortcut,
  maxReplyLength,
  maxShortcutLength,
  replyPlaceholders,
  shortcutKey,
  unknownPlaceholders,
} from '@beside/shared/domain/readyReplies';
import type { ReadyReply } from '@beside/shared/protocol/contract/replies';
import { v4 as uuidV4 } from 'uuid';
import { useState, type ReactElement, type SyntheticEvent } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { RequestFailed } from '../../signaling/signaling.ts';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';

interface Props {
  /** Null where it is a new one. */
  reply: ReadyReply | null;
  mayShare: boolean;
  onDone: () => void;
}

interface Findings {
  shortcut?: string;
  text?: string;
}

/** What is wrong is said beside its field; what cannot be filled in is refused here already. */
export function ReplyForm({ reply, mayShare, onDone }: Props): ReactElement {
  const { t } = useI18n();
  const { replies } = useWorkspace();
  const { busy, ask } = useAsk();
  const [id] = useState(() => reply?.id ?? uuidV4());
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '');
  const [text, setText] = useState(reply?.text ?? '');
  const [shared, setShared] = useState(reply?.shared ?? false);
  const [found, setFound] = useState<Findings>({});

  function check(): Findings {
    const [unknown] = unknownPlaceholders(text);
    return {
      ...(isShortcut(shortcutKey(shortcut)) ? {} : { shortcut: t('reply.shortcut-wrong') }),
      ...(text.trim() === '' ? { text: t('reply.text-missing') } : {}),
      ...(unknown !== undefined
        ? { text: t('reply.unknown', { placeholder: `{{${unknown}}}` }) }
        : {}),
    };
  }

  async function save(event: SyntheticEvent): Promise<void> {
    event.preventDefault();
    const findings = check();
    setFound(findings);
    if (Object.keys(findings).length > 0) return;
    await ask(async () => {
      try {
        await replies.save({ id, shared, shortcut: shortcutKey(shortcut), text: text.trim() });
        onDone();
      } catch (error) {
        if (!(error instanceof RequestFailed) || error.reason !== 'shortcut-taken') throw error;
        setFound({ shortcut: t('reply.shortcut-taken') });
      }
    });
  }

  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <TextInput
        data-autofocus
        autoFocus
        label={t('reply.shortcut')}
        description={t('reply.shortcut-hint')}
        leftSection="/"
        maxLength={maxShortcutLength}
        value={shortcut}
        error={found.shortcut}
        onChange={(event) => setShortcut(event.currentTarget.value.replace(/^\//, ''))}
      />
      <Textarea
        mt="md"
        label={t('reply.text')}
        description={t('reply.text-hint', {
          placeholders: replyPlaceholders.map((name) => `{{${name}}}`).join(' '),
        })}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={maxReplyLength}
        value={text}
        error={found.text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {mayShare && (
        <Checkbox
          mt="md"
          label={t('reply.for-all')}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
      )}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onDone}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('reply.save')}
        </Button>
      </Group>
    </form>
  );
}
