/**
 * One line for people. A transient line is one of many that follow each other: a terminal may
 * overwrite it by the next.
 *
 * @typedef {(line: string, options?: { transient?: boolean }) => void} Log
 */

/**
 * @param {NodeJS.WriteStream} [stream]
 * @returns {Log}
 */
export function consoleLog(stream = process.stdout) {
  let open = false;
  return (line, { transient = false } = {}) => {
    const overwrite = open && stream.isTTY ? '\r\x1b[K' : '';
    open = transient && isInteractive(stream);
    const width = stream.columns || 80;
    stream.write(overwrite + (open ? line.slice(0, width - 1) : `${line}\n`));
  };
}

/** @param {NodeJS.WriteStream} [stream] */
export function isInteractive(stream = process.stdout) {
  return Boolean(stream.isTTY) && !process.env['CI'];
}
