import { parse, stringify } from 'yaml'

export interface FrontMatter {
  /** What stands in it; undefined where there is none. */
  readonly data: Readonly<Record<string, unknown>> | undefined
  /** The text after it. */
  readonly rest: string
}

/** YAML between two rules at the start of a text, as it is or inside a comment, which some sites need to hide it. */
const PLAIN = /^\uFEFF?\s*---[ \t]*\r?\n([\s\S]*?)(?:\r?\n)?---[ \t]*(?:\r?\n|$)/
const IN_COMMENT = /^\uFEFF?\s*<!--\s*---[ \t]*\r?\n([\s\S]*?)(?:\r?\n)?---\s*-->[ \t]*(?:\r?\n|$)/

/** Takes the front matter off a text. Where it is no YAML, its lines `key: value` are read one by one. */
export function splitFrontMatter(text: string): FrontMatter {
  const found = IN_COMMENT.exec(text) ?? PLAIN.exec(text)
  const data = found && dataOf(found[1] ?? '')
  return found && data ? { data, rest: text.slice(found[0].length) } : { data: undefined, rest: text }
}

/** A text with its front matter before it. */
export function joinFrontMatter(data: Readonly<Record<string, unknown>>, rest: string): string {
  return `---\n${stringify(data, { lineWidth: 0 })}---\n\n${rest}`
}

function dataOf(yaml: string): Record<string, unknown> | undefined {
  try {
    const data: unknown = parse(yaml, { maxAliasCount: 0 })
    if (data === null) return {}
    return typeof data === 'object' && !Array.isArray(data) ? (data as Record<string, unknown>) : undefined
  } catch {
    return linesOf(yaml)
  }
}

function linesOf(yaml: string): Record<string, unknown> | undefined {
  const pairs = [...yaml.matchAll(/^([A-Za-z]\w*)[ \t]*:[ \t]*(.*)$/gm)].map(([, key, value]) => [
    key ?? '',
    value?.trim() ?? '',
  ])
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined
}
