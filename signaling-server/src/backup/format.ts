import { createHmac } from 'node:crypto';
import * as z from 'zod';

/** The first file of a backup. */
export const manifestSchema = z.strictObject({
  format: z.literal('beside-backup'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  database: z.enum(['sqlite', 'postgres']),
  migrations: z.array(z.string().max(255)).min(1),
  /** See {@link markOf}; null: the secrets are sealed by a key that is in the backup. */
  secretKey: z.nullable(z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The last one. */
export const endSchema = z.strictObject({
  entries: z.array(
    z.strictObject({ path: z.string(), size: z.int().min(0), sha256: z.string().length(64) }),
  ),
  /** Files that were deleted while the backup was made. */
  missing: z.array(z.string()),
});
export type End = z.infer<typeof endSchema>;

const valueSchema = z.union([z.string(), z.number(), z.null()]);
export const rowSchema = z.record(z.string().max(63), valueSchema);

export const manifestPath = 'manifest.json';
export const endPath = 'end.json';
export const rowsPath = (table: string, part: number): string => `database/${table}/${part}.jsonl`;
export const filePath = (id: string): string => `files/${id}`;
export const piecePath = (recording: string, name: string): string =>
  `recordings/${recording}/${name}`;

/** What is in a backup, by its path. */
export function readPath(
  path: string,
):
  | { kind: 'rows'; table: string }
  | { kind: 'file'; id: string }
  | { kind: 'piece'; id: string; name: string }
  | undefined {
  const [, recording, name] = /^recordings\/([\w-]{1,40})\/([\w-]{1,48})$/.exec(path) ?? [];
  if (recording !== undefined && name !== undefined) return { kind: 'piece', id: recording, name };
  const [, table] = /^database\/([a-z][a-z0-9_]{0,62})\/\d+\.jsonl$/.exec(path) ?? [];
  if (table !== undefined) return { kind: 'rows', table };
  const [, id] = /^files\/([A-Za-z0-9_-]{1,64})$/.exec(path) ?? [];
  return id === undefined ? undefined : { kind: 'file', id };
}

/** Tells whether two keys are the same, and nothing else of them. */
export function markOf(secretKey: string | undefined): string | null {
  return secretKey === undefined
    ? null
    : createHmac('sha256', secretKey).update('beside-backup').digest('hex').slice(0, 16);
}
