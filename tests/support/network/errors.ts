/** This machine cannot do what a network of hosts needs; `reason` says what is missing. */
export class NetworkUnavailableError extends Error {
  override readonly name = 'NetworkUnavailableError';
  readonly reason: string;

  constructor(reason: string) {
    super(`no network of hosts here: ${reason}`);
    this.reason = reason;
  }
}

/** A command of the network set-up ended with an error. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly stderr: string;

  constructor(command: string, stderr: string) {
    super(`${command}: ${stderr.trim()}`);
    this.stderr = stderr;
  }
}
