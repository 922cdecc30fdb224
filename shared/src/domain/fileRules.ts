import * as z from 'zod';
import { extensionOf, fileExtensions, isPicture, type FileRefusal } from './fileTypes.ts';

/** An account's setting; by default everything that can be sent at all, and 50 MB. */
export const fileRulesSchema = z.strictObject({
  extensions: z.array(z.enum(fileExtensions)),
  maxBytes: z.int().positive(),
});
export type FileRules = z.infer<typeof fileRulesSchema>;

export const defaultFileRules: FileRules = {
  extensions: fileExtensions,
  maxBytes: 50 * 1024 * 1024,
};

/**
 * Why a file of this name and size is refused before a byte of it was sent.
 *
 * @param picturesOnly the sender's device may send nothing else (iOS)
 */
export function refusalBefore(
  { name, size }: { name: string; size: number },
  rules: FileRules,
  picturesOnly: boolean,
): FileRefusal | 'too-large' | undefined {
  if (size === 0) return 'file-empty';
  const extension = extensionOf(name);
  if (picturesOnly && !(extension && isPicture(extension))) return 'file-pictures-only';
  if (!extension || !rules.extensions.includes(extension)) return 'file-type';
  return size > rules.maxBytes ? 'too-large' : undefined;
}
