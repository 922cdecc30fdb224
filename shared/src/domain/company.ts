/** Longest name of a company, in UTF-16 code units. */
export const maxCompanyNameLength = 200;

/**
 * What makes two names of a company the same: case, the form of the characters and white space do
 * not matter. Empty where nothing is named.
 */
export function companyKey(name: string): string {
  return name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
