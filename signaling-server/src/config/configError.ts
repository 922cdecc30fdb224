/** A setting that cannot be used; the message is one sentence for each, naming the variable. */
export class ConfigError extends Error {}
