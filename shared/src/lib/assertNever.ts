/** Makes a forgotten case of a union a compile error, and a loud failure if data lies about its type. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}
