/** A cell that a program writes as a number or date stays as it is; text may come from a stranger. */
export type Cell = string | number | boolean | Date | null | undefined

// Safety: a spreadsheet runs such a cell as a formula on the computer of whoever opens the export. Source: OWASP, CSV Injection.
const FORMULA = /^[\s\p{Cf}]*[=+\-@＝＋－＠|%]|^[\t\r\n]/u

const cellText = (cell: Cell): string => {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString()
  if (typeof cell !== 'string') return String(cell)
  return FORMULA.test(cell) ? `'${cell}` : cell
}

/** One row after RFC 4180, with its line end. Text that a spreadsheet would run begins with an apostrophe. */
export const csvRow = (cells: readonly Cell[]): string =>
  `${cells
    .map(cellText)
    .map((text) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
    .join(',')}\r\n`

/**
 * A whole file in UTF-8, in pieces of some 16 kB (for an answer: `ReadableStream.from` or hono's stream): memory does not depend on the number of rows.
 * It begins with a byte order mark, without which spreadsheets read Arabic and Khmer as noise.
 */
export async function* csvStream(
  header: readonly string[],
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let piece = `\uFEFF${csvRow(header)}`
  for await (const row of rows) {
    piece += csvRow(row)
    if (piece.length > 16_384) {
      yield encoder.encode(piece)
      piece = ''
    }
  }
  if (piece !== '') yield encoder.encode(piece)
}
