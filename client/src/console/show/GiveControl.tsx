import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import {
  controlLevels,
  controlSpans,
  covers,
  type ControlLevel,
  type ControlSpan,
} from '@beside/shared/domain/control';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';

interface Props {
  /** What was asked for, at the most. */
  most: ControlLevel;
  /** The click itself is handed on, so that nobody but a person can give it. */
  onGive: (level: ControlLevel, span: ControlSpan, click: { isTrusted: boolean }) => void;
  onClose: () => void;
}

/** What is given away, and for how long. */
export function GiveControl({ most, onGive, onClose }: Props): ReactElement {
  const { t } = useI18n();
  const [level, setLevel] = useState<ControlLevel>(most);
  const [span, setSpan] = useState<ControlSpan>('once');
  return (
    <Stack gap="md">
      <Text c="dimmed" size="sm">
        {t('showing.asks-text')}
      </Text>
      <Radio.Group label={t('showing.level')} value={level} onChange={(value) => setLevel(value)}>
        <Group mt={8} gap="lg">
          {controlLevels
            .filter((one) => covers(most, one))
            .map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(one === 'pointer' ? 'showing.pointer' : 'showing.keyboard')}
              />
            ))}
        </Group>
      </Radio.Group>
      <Radio.Group label={t('showing.span')} value={span} onChange={(value) => setSpan(value)}>
        <Group mt={8} gap="lg">
          {controlSpans.map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(one === 'once' ? 'showing.once' : 'showing.session')}
            />
          ))}
        </Group>
      </Radio.Group>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button onClick={({ nativeEvent }) => onGive(level, span, nativeEvent)}>
          {t('showing.give')}
        </Button>
      </Group>
    </Stack>
  );
}
