import { diff } from 'node:util'
import { ChangeSet } from '@tiptap/pm/changeset'
import { StepMap } from '@tiptap/pm/transform'
import { plainText } from '@terreau/shared/document/plain-text.ts'
import type { PageContent } from '@terreau/shared/document/passages.ts'
import { pageSchema } from '@terreau/shared/document/schema.ts'
import { applyHunks } from '@terreau/shared/review/apply.ts'
import { hunksBetween } from '@terreau/shared/review/hunks.ts'
import { wordSegments } from '@terreau/shared/review/words.ts'
import { Chance } from '../convergence/chance.ts'
import { later, longPage } from './far-behind.ts'
import { printTable } from './figures.ts'

const CHARACTERS = 100_000
const EDITS = [1, 200, 2000]
const ROUNDS = 8

/** What review asks of a page far behind its validated version, beside others who tell two documents apart. */
export function benchReview(): void {
  for (const edits of EDITS) {
    const chance = new Chance(5)
    const before = longPage(chance, CHARACTERS)
    const after = later(before, chance, edits)
    const difference = hunksBetween(before, after)
    const half = new Set(difference.hunks.flatMap(({ key }, at) => (at % 2 === 0 ? [key] : [])))
    console.log(`A page of ${CHARACTERS} characters, ${edits} edits further: CPU time, the least of ${ROUNDS} runs\n`)
    const ours = least(() => hunksBetween(before, after).hunks.length)
    const rows = [
      ['hunks', ours],
      ['half of them put into the page before', least(() => applyHunks(difference, half).applied.size)],
      ['words of the whole text', least(() => changed(wordSegments(textOf(before), textOf(after))))],
      ['words of the whole text, node:util diff', least(() => byNode(before, after), 1)],
      ['prosemirror-changeset', least(() => byChangeSet(before, after))],
    ] as const
    printTable(
      ['', 'ms', '÷ hunks', 'changes found'],
      rows.map(([name, { ms, found }]) => [name, ms.toFixed(1), (ms / ours.ms).toFixed(2), String(found)]),
    )
  }
}

/** Milliseconds of processor time, and what was found. */
function least(work: () => number, rounds = ROUNDS): { ms: number; found: number } {
  let [ms, found] = [Infinity, 0]
  for (let round = 0; round < rounds; round += 1) {
    const began = process.cpuUsage()
    found = work()
    const { user, system } = process.cpuUsage(began)
    ms = Math.min(ms, (user + system) / 1000)
  }
  return { ms, found }
}

const textOf = ({ body }: PageContent) => plainText(body)
const changed = (segments: readonly { kind: string }[]) => segments.filter(({ kind }) => kind !== 'same').length

function byNode(before: PageContent, after: PageContent): number {
  const told = diff(textOf(before).split(/\b/), textOf(after).split(/\b/)) as [number, string][]
  return told.filter(([change], at) => change !== 0 && change !== told[at - 1]?.[0]).length
}

/** As editors use it that did not see the edits. Of more than a little it makes one change, the whole of what lies between. */
function byChangeSet(before: PageContent, after: PageContent): number {
  const [old, fresh] = [pageSchema.nodeFromJSON(before.body), pageSchema.nodeFromJSON(after.body)]
  const whole = new StepMap([0, old.content.size, fresh.content.size])
  return ChangeSet.create(old).addSteps(fresh, [whole], null).changes.length
}
