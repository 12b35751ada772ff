/** So many lines of one kind are shown. */
const MOST = 200

/** One paragraph of a report; nothing where there is nothing to say. */
export function list<T>(title: string, items: readonly T[], line: (item: T) => string): void {
  if (items.length === 0) return
  console.log(`\n  ${title} (${items.length})`)
  for (const item of items.slice(0, MOST)) console.log(`    ${line(item)}`)
  if (items.length > MOST) console.log(`    … ${items.length - MOST}`)
}
