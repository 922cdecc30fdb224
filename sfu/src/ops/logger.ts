import { pino } from 'pino';
import type { Log } from './log.ts';

/** Structured lines on standard output, as signaling's are. */
export function createLogger(level: string): Log {
  return pino({
    level,
    base: null,
    serializers: { error: pino.stdSerializers.err },
    redact: { paths: ['secret', 'proof', '*.secret', '*.proof'], censor: '[hidden]' },
  });
}
