/** The part of a logger that storage needs; pino's fits. No line carries a value of a row. */
export interface StorageLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

const ignore = (): void => undefined;

export const silentLog: StorageLog = { info: ignore, warn: ignore, error: ignore };
