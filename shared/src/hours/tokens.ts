/** What a written rule is made of. */
export interface Token {
  readonly kind: 'comment' | 'always' | 'time' | 'number' | 'word' | 'sign'
  readonly text: string
  /** Where it begins in the text. */
  readonly at: number
}

/** Where a text stops being opening hours. */
export class Misread extends Error {
  readonly at: number
  readonly found: string

  constructor(at: number, found: string) {
    super(`misread at ${at}: ${found}`)
    this.at = at
    this.found = found
  }
}

const TOKEN =
  /(?<comment>"[^"]*")|(?<always>24\/7)|(?<time>\d{1,2}:\d{2})|(?<number>\d+)|(?<word>[A-Za-z]+)|(?<sign>\|\||[;,+/()[\]:-])|(?<space>\s+)/y

/** Cuts a text into tokens; throws `Misread` at the first character that is in none. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex
    const groups = TOKEN.exec(text)?.groups
    if (!groups) throw new Misread(at, text.slice(at, at + 12))
    const [kind, value] = Object.entries(groups).find(([, one]) => one !== undefined) ?? []
    if (kind !== 'space') tokens.push({ kind: kind as Token['kind'], text: value ?? '', at })
  }
  return tokens
}

/** Tokens, read from left to right. */
export class Cursor {
  readonly #tokens: readonly Token[]
  readonly #text: string
  #next = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokensOf(text)
  }

  get ended(): boolean {
    return this.#next >= this.#tokens.length
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#next + ahead]
  }

  /** True where the next token is this sign or word. */
  at(text: string, ahead = 0): boolean {
    return this.peek(ahead)?.text === text && this.peek(ahead)?.kind !== 'comment'
  }

  /** Goes past this sign or word, if it comes next. */
  pass(text: string): boolean {
    if (!this.at(text)) return false
    this.#next += 1
    return true
  }

  take(): Token {
    const token = this.peek() ?? this.fail()
    this.#next += 1
    return token
  }

  expect(text: string): void {
    if (!this.pass(text)) this.fail()
  }

  /** A number from `least` to `most`. */
  number(least: number, most: number): number {
    const token = this.peek()
    const value = Number(token?.text)
    if (token?.kind !== 'number' || value < least || value > most) this.fail()
    this.#next += 1
    return value
  }

  fail(): never {
    const at = this.peek()?.at ?? this.#text.length
    throw new Misread(at, this.#text.slice(at, at + 12))
  }
}
