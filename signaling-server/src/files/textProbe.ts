/** Control characters that texts do have; besides them, the escape of coloured logs. */
const inText = /[\t\n\f\r]/g;
const escape = '\u001b';

/**
 * Whether bytes are text: UTF-8, UTF-16 with its mark, or one byte for each character as older
 * machines write it.
 */
export class TextProbe {
  #decoder: InstanceType<typeof TextDecoder> | undefined;
  #isText = true;

  /** @returns whether it still may be text */
  take(chunk: Uint8Array): boolean {
    this.#decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    this.#isText &&= this.#check(chunk, true);
    return this.#isText;
  }

  end(): boolean {
    // A character that was cut off at the end of a log is no reason to refuse it.
    return this.#isText;
  }

  #check(chunk: Uint8Array, stream: boolean): boolean {
    try {
      const text = this.#decoder?.decode(chunk, { stream }) ?? '';
      return !/[\p{Cc}--[\u0080-\u009f]]/v.test(text.replace(inText, '').replaceAll(escape, ''));
    } catch (failure) {
      if (!(failure instanceof TypeError) || this.#decoder?.encoding !== 'utf-8') return false;
      // Not UTF-8: from here on, a byte is a character.
      this.#decoder = new TextDecoder('windows-1252');
      return this.#check(chunk, stream);
    }
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}
