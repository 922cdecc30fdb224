/** The environment of everything that is started: the project's own Node first. */
export function projectEnvironment(): {
    PATH: string;
};
/**
 * Runs a program to its end, with its output passed through unless it is kept for a failure.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean, cwd?: string }} [options]
 * @returns {Promise<number>} its exit code; a signal counts as 1
 */
export function run(command: string, args: readonly string[], { env, quiet, cwd }?: {
    env?: NodeJS.ProcessEnv;
    quiet?: boolean;
    cwd?: string;
}): Promise<number>;
/**
 * Prints what is being done and how long it took.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 */
export function step<T>(title: string, work: () => Promise<T>): Promise<T>;
export function checkNode(): void;
/** npm packages, as the lock file names them. */
export function installDependencies(): Promise<void>;
/**
 * The relay's worker.
 *
 * @returns {Promise<string | undefined>} its path; `undefined` where there is none, which is said
 */
export function provideRelayWorker(): Promise<string | undefined>;
/** The pages, built from their sources. */
export function buildClient(): Promise<void>;
/**
 * Runs a script's main function and turns what it cannot do into a line and an exit code.
 *
 * @param {() => Promise<number>} main
 */
export function runMain(main: () => Promise<number>): void;
export const root: string;
/** What could not be done and what a person can do about it. */
export class SetupError extends Error {
}
/** The project's own Node, whichever one runs this script. */
export const nodePath: string;
