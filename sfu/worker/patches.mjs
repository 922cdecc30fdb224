/**
 * Corrections to mediasoup's sources, applied to copies in the build directory.
 *
 * DtlsTransport.cpp: OpenSSL tells a BIO callback of a finished operation by the flag BIO_CB_RETURN
 * beside the operation, and takes the callback's result for the operation's own. mediasoup compares
 * for equality and so answers 1 to every one of them. An OpenSSL built with kernel TLS (Debian's is)
 * asks the BIO with a control call whether the kernel encrypts, believes the 1, allocates no write
 * buffer, and the worker dies with SIGSEGV in do_dtls1_write at the first DTLS handshake.
 *
 * @type {Readonly<Record<string, ReadonlyArray<{ from: string, to: string }>>>}
 */
export const patches = {
  'src/RTC/DtlsTransport.cpp': [
    {
      from: '(operationType == BIO_CB_RETURN) ? static_cast<long>(ret) : 1;',
      to: '(operationType & BIO_CB_RETURN) ? static_cast<long>(ret) : 1;',
    },
  ],
};

/**
 * @param {string} source path inside mediasoup's worker folder
 * @param {string} text its content
 * @returns {string} the corrected content, or the same one where nothing is to be corrected
 * @throws {Error} when the text to replace does not stand there exactly once: the sources are not the
 *   ones this correction was written for, and a worker without it would crash at run time
 */
export function applyPatches(source, text) {
  let patched = text;
  for (const { from, to } of patches[source] ?? []) {
    const parts = patched.split(from);
    if (parts.length !== 2) {
      throw new Error(
        `${source}: expected exactly once: ${from} (found ${parts.length - 1} times)`,
      );
    }
    patched = parts.join(to);
  }
  return patched;
}
