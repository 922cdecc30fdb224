/**
 * An editing command, at the selection. Deprecated, and without a successor: nothing else edits
 * with undo and `input` as for a person.
 */
export function runCommand(document: Document, command: string, data?: string): void {
  document.execCommand(command, false, data);
}
