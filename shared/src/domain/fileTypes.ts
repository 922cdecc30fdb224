/** What can be sent at all, by the extension of its name, and how it is served (rule F2). */
const mediaTypes = {
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  bmp: 'image/bmp',
  tiff: 'image/tiff',
  tif: 'image/tiff',
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  pps: 'application/vnd.ms-powerpoint',
  ppsx: 'application/vnd.openxmlformats-officedocument.presentationml.slideshow',
  log: 'text/plain',
  cfg: 'text/plain',
  rar: 'application/vnd.rar',
  zip: 'application/zip',
  txt: 'text/plain',
} as const;

export type FileExtension = keyof typeof mediaTypes;

export const fileExtensions = Object.keys(mediaTypes) as FileExtension[];

const pictures: ReadonlySet<string> = new Set(
  fileExtensions.filter((extension) => mediaTypes[extension].startsWith('image/')),
);

/** Why a file is not passed on; each has words for its sender in every catalogue. */
export const fileRefusals = [
  'file-type',
  'file-mismatch',
  'file-pictures-only',
  'file-broken',
  'file-empty',
  'file-virus',
  'file-limit',
] as const;
export type FileRefusal = (typeof fileRefusals)[number];

/** The extension that a name ends in, where files of it can be sent at all. */
export function extensionOf(name: string): FileExtension | undefined {
  const last = /\.([A-Za-z]+)$/.exec(name)?.[1]?.toLowerCase();
  return fileExtensions.find((extension) => extension === last);
}

export function mediaTypeOf(extension: FileExtension): string {
  return mediaTypes[extension];
}

export function isPicture(extension: FileExtension): boolean {
  return pictures.has(extension);
}

/** Whether a browser runs on iOS, by what it says of itself; an iPad may say that it is a Mac. */
export function isIos(userAgent: string): boolean {
  return /\b(?:iPhone|iPad|iPod)\b/.test(userAgent);
}

/** Whether a device can install a mobile configuration profile (rule F4). */
export function takesProfiles(userAgent: string): boolean {
  return isIos(userAgent) || /\bAndroid\b/.test(userAgent);
}
