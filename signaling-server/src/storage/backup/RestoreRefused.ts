/** A database that is to be replaced is not empty, or is in use. */
export class RestoreRefused extends Error {}
