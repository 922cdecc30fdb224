import { run } from './run.ts';

export type BlockKind = 'all' | 'udp';
export type AddressPair = readonly [from: string, to: string];

/** Which packets the router drops without a word: by pair of addresses, and at random. */
export interface Firewall {
  block(kind: BlockKind, pairs: readonly AddressPair[]): void;
  /** Takes back both kinds of block for the pairs given. */
  unblock(pairs: readonly AddressPair[]): void;
  unblockAll(): void;
  /** Lets through of `address` only what goes to this TCP port of others, and its answers. */
  allowOnlyTcp(address: string, port: number): void;
  /** Share of packets to and from `address` that are lost, each direction by itself; 0 to 100. */
  setLoss(address: string, percent: number): void;
  /** The same for what goes from one address to another; on top of the addresses' own loss. */
  setLossBetween(pairs: readonly AddressPair[], percent: number): void;
}

const table = 'inet beside';
const lossSteps = 100_000;

// No connection tracking: a packet of a flow that stood before the block is dropped like a new one.
const ruleset = `
table ${table} {
  set cut_all { type ipv4_addr . ipv4_addr; }
  set cut_udp { type ipv4_addr . ipv4_addr; }
  chain narrow {
  }
  chain loss {
  }
  chain forward {
    type filter hook forward priority 0; policy accept;
    ip saddr . ip daddr @cut_all drop
    meta l4proto udp ip saddr . ip daddr @cut_udp drop
    jump narrow
    # What was held comes by once more, and has had its chance to be lost.
    iifname "held" accept
    jump loss
  }
}
`;

/** Puts the filter into the router. Each change after that is one atomic transaction. */
export function createFirewall(router: string): Firewall {
  const blocked = { all: new Set<string>(), udp: new Set<string>() };
  const narrow = new Map<string, number>();
  const losses = new Map<string, number>();
  const apply = (rules: string): void => {
    run('ip', ['netns', 'exec', router, 'nft', '-f', '-'], rules);
  };
  const applyBlocks = (): void => {
    apply(setRules('all', blocked.all) + setRules('udp', blocked.udp));
  };

  const setLosses = (matches: readonly string[], percent: number): void => {
    for (const match of matches) {
      if (percent > 0) losses.set(match, percent);
      else losses.delete(match);
    }
    apply(lossRules(losses));
  };

  apply(ruleset);
  return {
    block(kind, pairs) {
      for (const pair of pairs) blocked[kind].add(pair.join(' . '));
      applyBlocks();
    },
    unblock(pairs) {
      for (const pair of pairs) {
        blocked.all.delete(pair.join(' . '));
        blocked.udp.delete(pair.join(' . '));
      }
      applyBlocks();
    },
    unblockAll() {
      blocked.all.clear();
      blocked.udp.clear();
      narrow.clear();
      applyBlocks();
      apply(narrowRules(narrow));
    },
    allowOnlyTcp(address, port) {
      narrow.set(address, port);
      apply(narrowRules(narrow));
    },
    setLoss(address, percent) {
      setLosses([`ip saddr ${address}`, `ip daddr ${address}`], percent);
    },
    setLossBetween(pairs, percent) {
      setLosses(
        pairs.map(([from, to]) => `ip saddr ${from} ip daddr ${to}`),
        percent,
      );
    },
  };
}

function setRules(kind: BlockKind, pairs: ReadonlySet<string>): string {
  const flush = `flush set ${table} cut_${kind}\n`;
  return pairs.size === 0
    ? flush
    : `${flush}add element ${table} cut_${kind} { ${[...pairs].join(', ')} }\n`;
}

function narrowRules(narrow: ReadonlyMap<string, number>): string {
  const rules = [...narrow].flatMap(([address, port]) =>
    [`ip saddr ${address} tcp dport`, `ip daddr ${address} tcp sport`].flatMap((match) => [
      `${match} != ${port} drop`,
      `${match.replace(/ tcp .*/, '')} meta l4proto != tcp drop`,
    ]),
  );
  return chainOf('narrow', rules);
}

function lossRules(losses: ReadonlyMap<string, number>): string {
  const rules = [...losses].map(([match, percent]) => {
    const share = `numgen random mod ${lossSteps} < ${Math.round((percent * lossSteps) / 100)}`;
    return percent < 100 ? `${match} ${share} drop` : `${match} drop`;
  });
  return chainOf('loss', rules);
}

function chainOf(chain: string, rules: readonly string[]): string {
  return [
    `flush chain ${table} ${chain}`,
    ...rules.map((rule) => `add rule ${table} ${chain} ${rule}`),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
