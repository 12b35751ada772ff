import * as Y from 'yjs'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import { canonical } from '@terreau/shared/document/canonical.ts'
import { bodyJson, bodyOf, fieldsJson, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { applyOnly } from '@terreau/server/rooms/apply-only.ts'
import type { Wiki } from '@terreau/server/wiki.ts'
import { canBeBuilt } from './hand.ts'
import type { Visitor } from './visitor.ts'

/** What is looked at once a run has come to rest. */
export interface AtRest {
  readonly visitors: readonly Visitor[]
  /** Those who left before the end. */
  readonly gone: readonly Visitor[]
  readonly wiki: Wiki
  readonly pageId: PageId
}

interface Row {
  readonly member: string
  readonly bytes: Uint8Array
}

/** Everything that is not as promised, in sentences; empty where all is well. */
export async function faultsOf(rest: AtRest): Promise<string[]> {
  const rows = await logOf(rest)
  const whole = replayed(rows)
  const checks = [
    ...refused(rest),
    ...divergent(rest, whole),
    ...(await divergentRoom(rest, whole)),
    ...lost(rest, whole),
    ...erasedByNobody(rest, whole, rows),
    ...(await misattributed(rest, rows)),
  ]
  return checks
}

/** What a document says, whatever way it was written: neighbouring texts of one look are one text. */
export function contentOf(doc: Y.Doc): string {
  return canonical({ body: merged(bodyJson(bodyOf(doc))), fields: fieldsJson(fieldsOfDoc(doc)) })
}

function merged(node: BodyNode): BodyNode {
  if (!node.content) return node
  const content: BodyNode[] = []
  for (const child of node.content.map(merged)) {
    const before = content.at(-1)
    const marks = [...(child.marks ?? [])].sort((a, b) => a.type.localeCompare(b.type))
    const one = child.type === 'text' ? { ...child, marks } : child
    if (before?.type === 'text' && one.type === 'text' && canonical(before.marks) === canonical(one.marks)) {
      content[content.length - 1] = { ...before, text: `${before.text ?? ''}${one.text ?? ''}` }
    } else content.push(one)
  }
  return { ...node, content }
}

export async function logOf({ wiki, pageId }: Pick<AtRest, 'wiki' | 'pageId'>): Promise<Row[]> {
  return wiki.store.db
    .selectFrom('update_log')
    .select(['member_id as member', 'bytes'])
    .where('page_id', '=', pageId)
    .orderBy('seq')
    .execute()
}

/** The page as its log says, with everything that was ever deleted. */
export function replayed(rows: readonly Row[]): Y.Doc {
  const doc = new Y.Doc({ gc: false })
  applyOnly(doc, ...rows.map(({ bytes }) => bytes))
  return doc
}

function refused({ visitors, gone }: AtRest): string[] {
  return [...visitors, ...gone].flatMap(({ member, page, settled }) => {
    const { save } = page.getState()
    if (save.kind === 'closed') return [`${member.name} closed ${JSON.stringify(save)}`]
    if (save.kind === 'refused') return [`${member.name} was refused: ${save.why}, with «${save.words}»`]
    return settled || gone.some((visitor) => visitor.page === page)
      ? []
      : [`${member.name} ends ${JSON.stringify(save)}`]
  })
}

function divergent({ visitors }: AtRest, whole: Y.Doc): string[] {
  const expected = contentOf(whole)
  return visitors.flatMap(({ member, page: { doc } }) => {
    if (contentOf(doc) !== expected) return [`${member.name} sees ${contentOf(doc)} where the log says ${expected}`]
    return canBeBuilt(doc) ? [] : [`no editor can show what ${member.name} has: ${expected}`]
  })
}

/** The room's own copy, and a room opened anew from snapshot and log. */
async function divergentRoom({ wiki, pageId }: AtRest, whole: Y.Doc): Promise<string[]> {
  const room = await wiki.rooms.with(pageId, ({ doc }) => contentOf(doc))
  return room === contentOf(whole) ? [] : [`the room says ${room} where the log says ${contentOf(whole)}`]
}

/** Acknowledged words that are not in the log. */
function lost({ visitors, gone }: AtRest, whole: Y.Doc): string[] {
  return [...visitors, ...gone].flatMap(({ member, acknowledged }) =>
    acknowledged.flatMap((bytes) =>
      Y.decodeUpdate(bytes)
        .structs.filter(({ id, length }) => Y.getState(whole.store, id.client) < id.clock + length)
        .map(({ id }) => `${member.name} was told that ${id.client}:${id.clock} is saved, and it is not`),
    ),
  )
}

/** Words that are gone although no hand took them away, nor the list or table that they were written into. */
function erasedByNobody({ visitors, gone }: AtRest, whole: Y.Doc, rows: readonly Row[]): string[] {
  const byHands = deletionsOf([...visitors, ...gone].flatMap(({ made }) => made))
  const all = deletionsOf(rows.map(({ bytes }) => bytes))
  return [...whole.store.clients.values()].flat().flatMap((struct) => {
    if (!(struct instanceof Y.Item) || !struct.deleted || !(struct.content instanceof Y.ContentString)) return []
    const takenAway = Y.isDeleted(byHands, struct.id) || placesOf(struct).some(({ id }) => Y.isDeleted(all, id))
    return takenAway ? [] : [`nobody erased «${struct.content.str}»`]
  })
}

/** What an item stands in, from the inside out. */
function placesOf(item: Y.Item): Y.Item[] {
  const place = (item.parent as Y.AbstractType<unknown>)._item
  return place ? [place, ...placesOf(place)] : []
}

function deletionsOf(updates: readonly Uint8Array[]): DeleteSet {
  return Y.decodeUpdate(Y.mergeUpdates([...updates])).ds
}

type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds']

/** Every struct of the log belongs to the member it was issued to, and so does its row. */
async function misattributed({ wiki, pageId }: AtRest, rows: readonly Row[]): Promise<string[]> {
  const owners = await wiki.leases.owners(pageId)
  const known = new Map<number, number>()
  return rows.flatMap(({ member, bytes }) =>
    Y.decodeUpdate(bytes).structs.flatMap(({ id: { client, clock }, length }) => {
      const fresh = clock + length > (known.get(client) ?? 0)
      if (fresh) known.set(client, clock + length)
      return fresh && owners.get(client) !== member ? [`${client}:${clock} is logged under another member`] : []
    }),
  )
}
