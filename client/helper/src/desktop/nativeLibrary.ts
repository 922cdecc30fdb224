import koffi from 'koffi';
import { NoDesktop } from './desktop.ts';

/** A pointer as koffi hands it over; only ever handed back. */
export type Pointer = bigint | null;

/** Declares a function of a library in C; what its type is here is the caller's word. */
export type Declare = (definition: string) => unknown;

/**
 * Opens a library of the system.
 *
 * @throws NoDesktop where it is not there
 */
export function openLibrary(name: string): Declare {
  try {
    const library = koffi.load(name);
    return (definition) => library.func(definition);
  } catch (failure) {
    throw new NoDesktop({ why: 'no-library', library: name }, { cause: failure });
  }
}
