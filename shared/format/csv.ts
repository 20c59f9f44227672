/** The value of a cell; undefined leaves it empty. */
export type CsvCell = string | number | boolean | undefined;

/** A spreadsheet takes these for the beginning of a formula and runs it (OWASP, CSV Injection). */
const formulaStart = /^[=+\-@\t\r]/;

function cellText(cell: CsvCell): string {
  if (cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const harmless = formulaStart.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** One row as RFC 4180 has it, safe to be opened in a spreadsheet. */
export const csvLine = (row: readonly CsvCell[]): string => `${row.map(cellText).join(',')}\r\n`;

/** Rows as RFC 4180 has them, safe to be opened in a spreadsheet. */
export const formatCsv = (header: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  [header, ...rows].map(csvLine).join('');
