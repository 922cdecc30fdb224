import { createInterface } from 'node:readline';

/** The window that the program was started in. */
export interface Terminal {
  say(line: string): void;
  /** @returns what was typed, without the white space around it; `null` where nobody can answer */
  ask(question: string): Promise<string | null>;
  close(): void;
}

export function openTerminal(): Terminal {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  let isOpen = true;
  lines.on('close', () => (isOpen = false));
  // Ctrl+C comes to the reader first where it reads from a real terminal.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));

  return {
    say: (line) => void process.stdout.write(`${line}\n`),
    ask: (question) =>
      new Promise((resolve) => {
        if (!isOpen) return resolve(null);
        const gone = (): void => resolve(null);
        lines.once('close', gone);
        lines.question(question, (answer) => {
          lines.off('close', gone);
          resolve(answer.trim());
        });
      }),
    close: () => lines.close(),
  };
}
