interface ServerProcess {
  /** Of V8. */
  serverFlags: readonly string[];
  serverEnvironment: Readonly<Record<string, string>>;
}

const path = new URL('../../../scripts/setup/serverProcess.mjs', import.meta.url).href;

/** How `npm start` starts the server; the scripts are checked as a project of their own. */
export const { serverFlags, serverEnvironment } = (await import(path)) as ServerProcess;
