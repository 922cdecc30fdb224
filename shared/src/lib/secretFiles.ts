/** Where a secret cannot be had from its file; the message names the setting, and nothing of the secret. */
export class SecretFileError extends Error {}

/**
 * The environment with the secrets that are given as files: `NAME_FILE` names the file that holds
 * `NAME`, as container runtimes and systemd hand secrets over. One line end at its end is not part of it.
 *
 * @param names of the settings that may come so
 * @param read the text of a file
 * @throws SecretFileError
 */
export function withSecretFiles(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
  read: (path: string) => string,
): Record<string, string | undefined> {
  const whole = { ...environment };
  for (const name of names) {
    const path = environment[`${name}_FILE`];
    if (path === undefined || path === '') continue;
    if (environment[name] !== undefined && environment[name] !== '') {
      throw new SecretFileError(`${name} and ${name}_FILE say the same: set one of them`);
    }
    whole[name] = readSecret(`${name}_FILE`, path, read);
  }
  return whole;
}

function readSecret(setting: string, path: string, read: (path: string) => string): string {
  let text: string;
  try {
    text = read(path);
  } catch (failure) {
    const { code } = failure as { code?: unknown };
    throw new SecretFileError(
      `${setting}: ${path} cannot be read${typeof code === 'string' ? ` (${code})` : ''}`,
    );
  }
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') throw new SecretFileError(`${setting}: ${path} is empty`);
  if (/[\r\n\0]/.test(secret)) throw new SecretFileError(`${setting}: ${path} is not one line`);
  return secret;
}
