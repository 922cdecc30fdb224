import { pino, type Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

/**
 * Structured lines on standard output. error: someone is hurt; warn: recovered; info: one line for
 * each step of a life; debug: the rest. Secrets are not logged in the first place; the paths below
 * are the net under that.
 */
export function createLogger(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: null,
    redact: {
      paths: [
        'token',
        'password',
        'secret',
        'sdp',
        'text',
        'cookie',
        '*.token',
        '*.password',
        '*.secret',
        '*.sdp',
        '*.text',
      ],
      censor: '[hidden]',
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
