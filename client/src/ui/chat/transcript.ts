import type { Entry, SupportRequest } from '@beside/shared/domain/request';
import type { Party } from '@beside/shared/domain/words';
import type { Translate } from '../../i18n/words.ts';
import { formatDayAndTime, timeZone } from '../../lib/formats.ts';
import { describeEvent } from './describeEvent.ts';
import { saidIn } from './saidIn.ts';

interface Conversation {
  request: SupportRequest;
  /** By `seq`. */
  entries: readonly Entry[];
}

/**
 * The conversation as plain text, in the reader's words, format and zone: a head, and a line for
 * each entry with its time (rule P11). A message of several lines is set in, so that nothing in it
 * can pass for a line of its own.
 */
export function transcriptText(
  { request, entries }: Conversation,
  reader: Party,
  t: Translate,
): string {
  const head = [
    `${request.portal.name} – ${request.customer.name}`,
    `${formatDayAndTime(request.createdAt)} (${timeZone()})`,
    request.id,
    '',
  ];
  const lines = entries.map((entry) => {
    const said =
      entry.kind === 'event'
        ? `* ${describeEvent(entry.event, reader, t)}`
        : `${entry.from.name}: ${saidIn(entry, t).replace(/\r\n?|\n/g, '\n    ')}`;
    return `[${formatDayAndTime(entry.at)}] ${said}`;
  });
  return [...head, ...lines, ''].join('\n');
}

/** As a file: UTF-8 with a byte order mark, by which Windows' editors know it. */
export function transcriptFile(text: string): Blob {
  return new Blob(['\uFEFF', text], { type: 'text/plain;charset=utf-8' });
}
