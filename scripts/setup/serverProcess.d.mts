/** Compiles the server's modules ahead: a server that did it itself would keep the compiler, 40 MiB. */
export function compileServer(): Promise<void>;
/**
 * Flags of V8 for the server. Measured with tests/bench/load: each further idle socket costs a third of
 * what it does without them, and a message no more.
 */
export const serverFlags: string[];
export namespace serverEnvironment {
    let MALLOC_ARENA_MAX: string;
    let MALLOC_TRIM_THRESHOLD_: string;
    let NODE_COMPILE_CACHE: string;
}
