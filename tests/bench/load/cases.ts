/** A load, and what it is measured for. */
export interface Case {
  group: 'sizes' | 'rooms' | 'bytes' | 'nodes';
  name: string;
  sockets: number;
  messagesPerS: number;
  bytes?: number;
  rooms?: number;
  /** Of signaling, with PostgreSQL and Redis; absent: one process with an embedded database. */
  nodes?: number;
  /** Whether the floor is measured as well. */
  floor?: boolean;
}

const middle = { sockets: 1_000, messagesPerS: 500 };
export const cases: readonly Case[] = [
  {
    group: 'sizes',
    name: '1,000 sockets, 1,000/s',
    sockets: 1_000,
    messagesPerS: 1_000,
    floor: true,
  },
  {
    group: 'sizes',
    name: '5,000 sockets, 1,000/s',
    sockets: 5_000,
    messagesPerS: 1_000,
    floor: true,
  },
  {
    group: 'sizes',
    name: '10,000 sockets, 500/s',
    sockets: 10_000,
    messagesPerS: 500,
    floor: true,
  },
  { group: 'rooms', name: '10 rooms of 90', ...middle, rooms: 10, messagesPerS: 100, floor: true },
  { group: 'rooms', name: '100 rooms of 9', ...middle, rooms: 100, floor: true },
  { group: 'bytes', name: '10 bytes', ...middle, bytes: 10, floor: true },
  { group: 'bytes', name: '1,000 bytes', ...middle, bytes: 1_000, floor: true },
  { group: 'bytes', name: '4,000 bytes', ...middle, bytes: 4_000, floor: true },
  { group: 'nodes', name: '1 node, PostgreSQL', ...middle, nodes: 1 },
  { group: 'nodes', name: '2 nodes', ...middle, nodes: 2 },
  { group: 'nodes', name: '3 nodes', ...middle, nodes: 3 },
];
