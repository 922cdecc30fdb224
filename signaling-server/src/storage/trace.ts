/** Notes how long a unit of work takes, under whatever it is done for; a tracer's fits. */
export type TraceWork = <T>(name: string, work: () => Promise<T>) => Promise<T>;
