/** A row of a table as text, and where it begins. */
export interface CsvRow {
  /** Of the text, from 1. */
  line: number;
  cells: string[];
}

const separators = [',', ';', '\t'] as const;

/** Spreadsheets write the separator of their user's country: the one that the first line has most. */
function separatorOf(text: string): string {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const count = (separator: string): number => first.split(separator).length;
  return separators.toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

/**
 * A table as spreadsheets write it (RFC 4180), with commas, semicolons or tabs. Lines that are
 * empty are left out, and white space around a cell that is not quoted does not count.
 *
 * @returns `undefined` where a quoted cell has no end
 */
export function parseCsv(source: string): CsvRow[] | undefined {
  const text = source.replace(/^\ufeff/, '');
  const separator = separatorOf(text);
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let [line, begun] = [1, 1];
  let at = 0;
  const endRow = (): void => {
    if (cells.some((cell) => cell !== '')) rows.push({ line: begun, cells });
    cells = [];
  };
  while (at <= text.length) {
    while (text[at] === ' ') at++;
    if (cells.length === 0) begun = line;
    let cell = '';
    if (text[at] === '"') {
      const quoted = /"((?:[^"]|"")*)"/y;
      quoted.lastIndex = at;
      const [whole, inner = ''] = quoted.exec(text) ?? [];
      if (whole === undefined) return undefined;
      cell = inner.replaceAll('""', '"');
      line += inner.split('\n').length - 1;
      at += whole.length;
    }
    const rest = at;
    while (at < text.length && text[at] !== separator && text[at] !== '\n') at++;
    cells.push((cell + text.slice(rest, at)).trim());
    if (text[at] === separator) {
      at++;
      continue;
    }
    endRow();
    line++;
    at++;
  }
  return rows;
}
