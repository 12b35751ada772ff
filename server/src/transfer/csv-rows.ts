/** One line of a table, by the names of its columns. */
export type CsvRow = Readonly<Record<string, string>>

/** Reads a table with a heading, between commas or semicolons (RFC 4180); cells are trimmed, lines without a cell passed over. */
export function csvRows(text: string): { readonly columns: readonly string[]; readonly rows: readonly CsvRow[] } {
  const clean = text.replace(/^\uFEFF/, '')
  const heading = clean.slice(0, clean.search(/\r?\n|$/))
  const separator = heading.split(';').length > heading.split(',').length ? ';' : ','
  const [columns = [], ...lines] = cellsOf(clean, separator)
  const rows = lines.filter((cells) => cells.some((cell) => cell !== '')).map((cells) => rowOf(columns, cells))
  return { columns, rows }
}

/** The same of a table that comes line by line, between commas, whose cells hold no line break. */
export async function* csvRowsOf(lines: AsyncIterable<string>): AsyncGenerator<CsvRow> {
  let columns: readonly string[] | null = null
  for await (const line of lines) {
    const [cells = []] = cellsOf(columns ? line : line.replace(/^\uFEFF/, ''), ',')
    if (!columns) columns = cells
    else if (cells.some((cell) => cell !== '')) yield rowOf(columns, cells)
  }
}

function rowOf(columns: readonly string[], cells: readonly string[]): CsvRow {
  return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))
}

function cellsOf(text: string, separator: string): string[][] {
  const lines: string[][] = [[]]
  let [cell, quoted] = ['', false]
  const endCell = () => {
    lines.at(-1)?.push(cell.trim())
    cell = ''
  }
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') cell += text[(at += 1)]
      else quoted = false
    } else if (letter === '"' && cell.trim() === '') [cell, quoted] = ['', true]
    else if (letter === separator) endCell()
    else if (letter === '\n') {
      endCell()
      lines.push([])
    } else if (letter !== '\r') cell += letter
  }
  endCell()
  return lines
}
