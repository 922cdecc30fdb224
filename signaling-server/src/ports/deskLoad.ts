/** How much there is to do, over all accounts. */
export interface DeskLoad {
  /** One for each phase of open requests; `since`: when the oldest of them came, in ms since 1970. */
  read(): Promise<{ phase: string; count: number; since: number | null }[]>;
}
