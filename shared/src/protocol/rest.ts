import type * as z from 'zod';
import { account } from './rest/account.ts';
import { requests } from './rest/requests.ts';
import { sessions } from './rest/sessions.ts';

/**
 * The API for programs (rule O7): JSON below `/api/v1`, by a key. What is checked and what the
 * document says are made of this.
 */
export const rest = { ...requests, ...sessions, ...account } as const;

export type RestName = keyof typeof rest;
export const restNames = Object.keys(rest) as RestName[];

/** What a route is handed, parsed. */
export interface RestInput<K extends RestName> {
  params: z.output<(typeof rest)[K]['params']>;
  query: z.output<(typeof rest)[K]['query']>;
  body: z.output<(typeof rest)[K]['body']>;
}
export type RestOutput<K extends RestName> = z.output<(typeof rest)[K]['output']>;
