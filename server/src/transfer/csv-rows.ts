/** One line of a table, by the names of its columns. */
export type CsvRow = Readonly<Record<string, string>>

/** Reads a table with a heading, between commas or semicolons (RFC 4180); cells are trimmed, lines without a cell passed over. */
export function csvRows(text: string): { readonly columns: readonly string[]; readonly rows: readonly CsvRow[] } {
  const clean = text.replace(/^\uFEFF/, '')
  const heading = clean.slice(0, clean.search(/\r?\n|$/))
  const separator = heading.split(';').length > heading.split(',').length ? ';' : ','
  const [columns = [], ...lines] = cellsOf(clean, separator)
  const rows = lines
    .filter((cells) => cells.some((cell) => cell !== ''))
    .map((cells) => Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])))
  return { columns, rows }
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
