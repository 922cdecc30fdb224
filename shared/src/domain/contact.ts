/** What makes two e-mail addresses the same person's. Empty where none is given. */
export function emailKey(email: string | null | undefined): string {
  return (email ?? '').trim().toLowerCase();
}

/** What makes two phone numbers the same, however they are grouped. Empty where none is given. */
export function phoneKey(phone: string | null | undefined): string {
  return (phone ?? '').replaceAll(/[\s\-()/.]/g, '').toLowerCase();
}
