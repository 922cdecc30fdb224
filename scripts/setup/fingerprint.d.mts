/**
 * A hash over the names and bytes of files.
 *
 * @param {string} root
 * @param {readonly string[]} paths files and folders below it; what does not exist counts as such
 * @returns {string} SHA-256, hex
 */
export function fingerprint(root: string, paths: readonly string[]): string;
/**
 * A step whose result is kept as long as its inputs stay the same.
 *
 * @param {string} stampFile
 * @param {string} inputs what it was made from, as {@link fingerprint} says
 */
export function isUpToDate(stampFile: string, inputs: string): boolean;
/**
 * @param {string} stampFile
 * @param {string} inputs
 */
export function stamp(stampFile: string, inputs: string): void;
