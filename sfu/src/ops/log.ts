/**
 * Where log lines go; pino's loggers fit. Lines of this package carry ids, counts and addresses,
 * never ICE passwords, fingerprints or RTP parameters.
 */
export interface Log {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  info(fields: object, message: string): void;
  debug(fields: object, message: string): void;
}
