import { Button, Group, Text, Textarea } from '@mantine/core';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useClipboardDraft } from '../../lib/useClipboardDraft.ts';
import type { TechnicianLive, TechnicianLiveView } from '../../session/live.ts';
import { Dialog } from '../Dialog.tsx';

type View = NonNullable<TechnicianLiveView['showClipboard']>;

interface Props {
  live: TechnicianLive;
  view: View;
  customer: string;
}

/** Text of a clipboard on its way, either way: moved by the technician's own click alone (rules I5, I6). */
export function ShowClipboard(props: Props): ReactElement {
  const { live, view, customer } = props;
  const { t } = useI18n();
  const isOffer = view.state === 'offered';
  return (
    <Dialog
      opened
      title={t(isOffer ? 'showing.clip-offered' : 'showing.clip-asked', { customer })}
      onClose={() => live.ownShow.declineClipboard()}
    >
      {view.state === 'offered' ? (
        <Offered {...props} view={view} />
      ) : (
        <Asked {...props} view={view} />
      )}
    </Dialog>
  );
}

function Offered({ live, view }: Props & { view: View & { state: 'offered' } }): ReactElement {
  const { t } = useI18n();
  return (
    <>
      <Text
        size="sm"
        c={view.failed ? 'red' : 'dimmed'}
        mb="sm"
        role={view.failed ? 'alert' : undefined}
      >
        {t(view.failed ? 'showing.clip-not-written' : 'showing.clip-offered-text')}
      </Text>
      <Lines value={view.text} readOnly />
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={() => live.ownShow.declineClipboard()}>
          {t('showing.decline')}
        </Button>
        <Button onClick={({ nativeEvent }) => live.ownShow.takeClipboard(nativeEvent)}>
          {t('showing.clip-copy')}
        </Button>
      </Group>
    </>
  );
}

function Asked({
  live,
  view,
  customer,
}: Props & { view: View & { state: 'asked' | 'sending' } }): ReactElement {
  const { t } = useI18n();
  const { ownShow } = live;
  const { text, setText, problem, sending, shown } = useClipboardDraft(view);
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {t(shown ? 'showing.clip-check' : 'showing.clip-asked-text', { customer })}
      </Text>
      {problem && (
        <Text size="sm" c="red" mb="sm" role="alert">
          {t(`showing.clip-${problem}`)}
        </Text>
      )}
      {shown && <Lines value={text} readOnly={sending} onWrite={setText} />}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={() => ownShow.declineClipboard()}>
          {t('showing.decline')}
        </Button>
        {shown ? (
          <Button
            disabled={sending || text === ''}
            onClick={({ nativeEvent }) => ownShow.sendClipboard(text, nativeEvent)}
          >
            {t(sending ? 'showing.clip-sending' : 'showing.clip-send')}
          </Button>
        ) : (
          <Button onClick={({ nativeEvent }) => ownShow.readClipboard(nativeEvent)}>
            {t('showing.clip-show')}
          </Button>
        )}
      </Group>
    </>
  );
}

interface LinesProps {
  value: string;
  readOnly: boolean;
  onWrite?: (text: string) => void;
}

function Lines({ value, readOnly, onWrite }: LinesProps): ReactElement {
  const { t } = useI18n();
  return (
    <Textarea
      aria-label={t('viewer.clipboard-text')}
      readOnly={readOnly}
      autosize
      minRows={3}
      maxRows={12}
      value={value}
      onChange={(event) => onWrite?.(event.currentTarget.value)}
    />
  );
}
