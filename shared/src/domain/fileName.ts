/** Longest name of a file, in UTF-16 code units; with four bytes for each it fits every file system. */
export const maxFileNameLength = 120;

/** Characters that turn the direction of writing, or are not to be seen: they make `exe.gpj` of `jpg.exe`. */
const unseen = /[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
/** What the file systems of Windows forbid. */
const forbidden = /[<>:"|?*]/g;
/** Names that are devices on Windows, whatever their extension. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * A name as it can be shown and saved anywhere: the last part of a path, without what would hide its
 * end, lead out of a folder or be refused by a file system. Two different names may become the same.
 */
export function fileNameOf(given: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = trimDots(last.replace(unseen, '').replace(forbidden, '_'));
  const name = clean.replace(devices, '_$&');
  if (name === '') return 'file';
  return name.length <= maxFileNameLength ? name : shorten(name);
}

function trimDots(name: string): string {
  return name.replace(/^[\s.]+|[\s.]+$/gu, '');
}

/** Keeps the extension, which says what it is. */
function shorten(name: string): string {
  const extension = /\.[^.]{1,10}$/u.exec(name)?.[0] ?? '';
  const stem = name.slice(0, maxFileNameLength - extension.length);
  // The cut may have gone through a pair of surrogates.
  return trimDots(stem.replace(/[\ud800-\udbff]$/, '')) + extension;
}
