import type { OwnAccount } from '@beside/shared/protocol/httpIdentity';

/** What a part of the account's page is handed. */
export interface SectionProps {
  account: OwnAccount;
  /** @param codes recovery codes that were made, to be shown this once */
  onChanged: (codes?: string[] | null) => void;
}
