/**
 * Marks what is ours and not the shared page's: consent, the bar, the way out. A technician's hand
 * never reaches what bears it.
 */
export const guard = { 'data-beside-guard': '' } as const;
