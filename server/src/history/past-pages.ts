import * as Y from 'yjs'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import { passagesOf, hashOf, type PassageContent } from '@terreau/shared/document/passages.ts'
import { bodyOf, contentOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { stretchesOfPassage } from '@terreau/shared/provenance/attributed-text.ts'
import { fieldWords } from '@terreau/shared/provenance/field-words.ts'
import { Attribution } from '@terreau/shared/provenance/attribution.ts'
import type { ComparedPassage } from '@terreau/shared/review/page-changes.ts'
import type { LoggedUpdate, UpdateLog } from '../update-log/update-log.ts'
import { lendBefore, type Borrowing } from '../provenance/borrowings.ts'
import { ContributionNumbers, type ContributionSpan } from '../provenance/contribution-numbers.ts'
import { Turn } from '../provenance/turn.ts'

/** So many states of pages stay at hand. */
const AT_HAND = 24

/** A page, and whose words in it are not shown. */
export interface PastPage {
  readonly id: PageId
  readonly type: PageTypeKey
  readonly spans: readonly ContributionSpan[]
  readonly borrowings: readonly Borrowing[]
  /** Contributions by the seq of their first update. */
  readonly hidden: ReadonlySet<number>
}

/** The passages of a page at one point, and whether words were left out of them. */
export interface PastPassages {
  readonly passages: readonly ComparedPassage[]
  readonly lacks: boolean
}

/** Pages as they were after any of their updates, read from the log (F3). One is read at a time, a little at a time. */
export class PastPages {
  readonly #log: UpdateLog
  readonly #atHand = new Map<string, PastPassages>()
  #line: Promise<unknown> = Promise.resolve()

  constructor(log: UpdateLog) {
    this.#log = log
  }

  /** The page after each of these updates, without the words that are hidden, wherever others put them since. */
  at(page: PastPage, seqs: readonly number[]): Promise<PastPassages[]> {
    const done = this.#line.then(() => this.#read(page, seqs))
    this.#line = done.catch(() => {})
    return done
  }

  /** The updates after which a page was called otherwise than before. */
  async titleSeqs(page: PageId): Promise<number[]> {
    const [doc, turn] = [new Y.Doc(), new Turn()]
    const found: number[] = []
    let title: unknown
    for (const { seq, bytes } of await this.#log.read(page, 0)) {
      Y.applyUpdate(doc, bytes)
      const now = fieldsOfDoc(doc).get('title')
      if (now !== title) found.push(seq)
      title = now
      await turn.leave()
    }
    doc.destroy()
    return found
  }

  async #read(page: PastPage, seqs: readonly number[]): Promise<PastPassages[]> {
    const keyOf = (seq: number) => [page.id, page.type, seq, ...page.hidden].join(' ')
    const known = new Map(seqs.map((seq) => [seq, this.#atHand.get(keyOf(seq))] as const))
    const missing = seqs.filter((seq) => !known.get(seq)).toSorted((a, b) => a - b)
    if (missing.length > 0)
      for (const [seq, passages] of await replayed(page, await this.#log.read(page.id, 0), missing))
        known.set(seq, passages)
    for (const [seq, passages] of known) if (passages) this.#keep(keyOf(seq), passages)
    return seqs.map((seq) => known.get(seq) ?? { passages: [], lacks: false })
  }

  #keep(key: string, passages: PastPassages): void {
    this.#atHand.delete(key)
    this.#atHand.set(key, passages)
    const [oldest] = this.#atHand.keys()
    if (oldest !== undefined && this.#atHand.size > AT_HAND) this.#atHand.delete(oldest)
  }
}

async function replayed(
  page: PastPage,
  updates: readonly LoggedUpdate[],
  seqs: readonly number[],
): Promise<Map<number, PastPassages>> {
  const state = page.hidden.size > 0 ? new Signed(page) : new Plain(page.type)
  const [found, turn] = [new Map<number, PastPassages>(), new Turn()]
  let at = 0
  for (const seq of seqs) {
    for (let update = updates[at]; update && update.seq <= seq; update = updates[++at]) {
      state.receive(update)
      await turn.leave()
    }
    found.set(seq, state.passages())
  }
  state.doc.destroy()
  return found
}

/** A page of which nothing is hidden. */
class Plain {
  readonly doc = new Y.Doc()
  readonly #type: PageTypeKey

  constructor(type: PageTypeKey) {
    this.#type = type
  }

  receive({ bytes }: LoggedUpdate): void {
    Y.applyUpdate(this.doc, bytes)
  }

  passages(): PastPassages {
    return { passages: passagesOf(contentOf(this.#type, this.doc)), lacks: false }
  }
}

/** A page of which it is known who wrote each character, so that some can be left out. */
class Signed {
  readonly #page: PastPage
  readonly #numbers: ContributionNumbers
  readonly #attribution = new Attribution()
  readonly #borrowings: Borrowing[]
  /** What hidden contributions said in values that are one thing each. */
  readonly #said = new Set<string>()

  constructor(page: PastPage) {
    this.#page = page
    this.#borrowings = [...page.borrowings]
    this.#numbers = new ContributionNumbers(page.spans)
  }

  get doc(): Y.Doc {
    return this.#attribution.doc
  }

  receive({ bytes, memberId, seq }: LoggedUpdate): void {
    const contribution = this.#numbers.of(memberId, seq)
    const before = this.#page.hidden.has(contribution) ? new Set(thingsIn(this.doc)) : null
    lendBefore(this.#attribution, this.#borrowings, seq)
    this.#attribution.receive({ bytes, actor: memberId, contribution })
    if (before) for (const said of thingsIn(this.doc)) if (!before.has(said)) this.#said.add(said)
  }

  passages(): PastPassages {
    const content = contentOf(this.#page.type, this.doc)
    const all = passagesOf(content)
    const passages = all.map((passage) => this.#shown(passage, content.body))
    const lacks = passages.some((passage, at) => passage !== all[at]) || this.#leadsHidden()
    return { passages: passages.filter((passage) => passage !== null), lacks }
  }

  /** Null where nothing of a passage is left; what can't be told apart is left out as a whole. */
  #shown(passage: PassageContent, body: BodyNode): ComparedPassage | null {
    if (this.#saysHidden(passage)) return null
    let [text, at] = ['', 0]
    for (const { length, number } of stretchesOfPassage(passage, this.#attribution, body)) {
      if (!this.#isHidden(number)) text += passage.text.slice(at, at + length)
      at += length
    }
    if (at !== passage.text.length) return null
    if (text === passage.text) return passage
    const { kind, field } = passage
    return text.trim() === ''
      ? null
      : { hash: hashOf({ kind, text }), kind, text, ...(field !== undefined && { field }) }
  }

  /** Who said what in a value that is one thing is not told by its author: whoever set it last. */
  #saysHidden({ field }: PassageContent): boolean {
    if (field === undefined || this.#said.size === 0) return false
    const value = fieldsOfDoc(this.doc).get(field)
    return fieldWords(value) === null && stringsIn(value).some((one) => this.#said.has(one))
  }

  /** Whether a link stands whose address a hidden contribution wrote. */
  #leadsHidden(): boolean {
    const texts = bodyOf(this.doc).createTreeWalker((one) => one instanceof Y.XmlText)
    return [...(texts as Iterable<Y.XmlText>)].some((node) => {
      for (let item = node._start; item !== null; item = item.right) {
        const { client, clock } = item.id
        const isLink = !item.deleted && item.content instanceof Y.ContentFormat && item.content.key === 'link'
        if (!isLink || (item.content as Y.ContentFormat).value === null) continue
        if (this.#attribution.stretchesOf({ client, clock, length: 1 }).some(({ number }) => this.#isHidden(number)))
          return true
      }
      return false
    })
  }

  #isHidden(number: number): boolean {
    return number >= 0 && this.#page.hidden.has(this.#attribution.identity(number).origin)
  }
}

/** The texts in values that are one thing each, such as a list of needs. */
function thingsIn(doc: Y.Doc): string[] {
  return [...fieldsOfDoc(doc).values()].flatMap((value) => (fieldWords(value) === null ? stringsIn(value) : []))
}

/** Keys of such values that hold words of people; all others are codes, days and numbers. */
const WORDED = new Set(['alt', 'author', 'basis', 'by', 'label', 'reason', 'scope', 'source'])

function stringsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]: [string, unknown]) =>
    typeof one === 'string' ? (WORDED.has(key) ? [one] : []) : stringsIn(one),
  )
}
