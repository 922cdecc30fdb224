import koffi from 'koffi';
import { NoDesktop } from './desktop.ts';

/** A pointer as koffi hands it over; only ever handed back. */
export type Pointer = bigint | null;

/** Declares a function of a library; its type is the caller's word for what the C says. */
export type Declare = <F extends (...args: never[]) => unknown>(definition: string) => F;

/**
 * Opens a library of the system.
 *
 * @throws NoDesktop where it is not there
 */
export function openLibrary(name: string): Declare {
  try {
    const library = koffi.load(name);
    return <F>(definition: string) => library.func(definition) as unknown as F;
  } catch (failure) {
    throw new NoDesktop({ why: 'no-library', library: name }, { cause: failure });
  }
}
