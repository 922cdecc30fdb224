import { readFileSync, readdirSync } from 'node:fs';

/** What a process and all below it have used so far. */
export interface Usage {
  /** Processor time, in seconds. */
  cpuS: number;
  /** Resident memory, in bytes; what they share is counted for each. */
  memoryBytes: number;
}

const ticksPerSecond = 100;
const pageBytes = 4_096;

interface ProcessRow {
  parent: number;
  ticks: number;
  pages: number;
}

/** The kernel's table (proc(5)): the name of a process may hold spaces, so fields count from its end. */
function readTable(): Map<number, ProcessRow> {
  const table = new Map<number, ProcessRow>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      table.set(Number(name), {
        parent: Number(fields[1]),
        ticks: Number(fields[11]) + Number(fields[12]),
        pages: Number(fields[21]),
      });
    } catch {
      // It has ended meanwhile.
    }
  }
  return table;
}

export function childrenOf(pid: number): number[] {
  return [...readTable()].filter(([, row]) => row.parent === pid).map(([child]) => child);
}

export function usageOf(root: number): Usage {
  const table = readTable();
  const usage = { cpuS: 0, memoryBytes: 0 };
  const add = (pid: number): void => {
    const row = table.get(pid);
    if (!row) return;
    usage.cpuS += row.ticks / ticksPerSecond;
    usage.memoryBytes += row.pages * pageBytes;
    for (const [child, { parent }] of table) if (parent === pid) add(child);
  };
  add(root);
  return usage;
}
