import type { ComponentType, ReactNode } from 'react'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import type { CalloutKind } from '@terreau/shared/document/extensions.ts'
import { useLanguage } from '../i18n/language.tsx'
import { AfterPassage } from './after-passage.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { Inline } from './inline.tsx'
import { listLinked } from './list-linked.ts'
import { SaidOf } from './said-of.tsx'
import { useSurroundings } from './surroundings.ts'

const LiveList = lazyPart(() => import('../places/live-list.tsx'), 'quiet')

/** The text of a page, from its ProseMirror JSON. A node it does not know shows its content; nothing becomes HTML by itself. */
export function Body({ body }: { body: BodyNode }) {
  return <Blocks of={body} />
}

interface NodeProps {
  node: BodyNode
}

function Blocks({ of }: { of: BodyNode }): ReactNode {
  // Two nodes may be equal: their place is the one thing that tells them apart, and nothing here is reordered.
  // oxlint-disable-next-line react/no-array-index-key
  return of.content?.map((node, at) => <Block key={at} node={node} />)
}

function Block({ node }: NodeProps) {
  const Shown = BLOCKS[node.type] ?? Unknown
  return <Shown node={node} />
}

const BLOCKS: Readonly<Record<string, ComponentType<NodeProps>>> = {
  paragraph: ({ node }) => {
    const list = listLinked(node)
    return (
      <Framed node={node}>
        <p>
          <Inline of={node} />
        </p>
        {list && <LiveList {...list} />}
      </Framed>
    )
  },
  heading: Heading,
  bulletList: ({ node }) => (
    <ul>
      <Blocks of={node} />
    </ul>
  ),
  orderedList: ({ node }) => (
    <ol start={Number(node.attrs?.start) || 1}>
      <Blocks of={node} />
    </ol>
  ),
  listItem: Item,
  taskList: ({ node }) => (
    <ul className="tasks">
      <Blocks of={node} />
    </ul>
  ),
  taskItem: Task,
  steps: ({ node }) => (
    <ol className="steps">
      <Blocks of={node} />
    </ol>
  ),
  step: Item,
  callout: Callout,
  blockquote: ({ node }) => (
    <Framed node={node}>
      <blockquote>
        <Blocks of={node} />
      </blockquote>
    </Framed>
  ),
  codeBlock: Code,
  table: Table,
  tableRow: Row,
  image: Picture,
  horizontalRule: () => <hr />,
}

function Unknown({ node }: NodeProps) {
  return (
    <Framed node={node}>
      {node.content?.some((child) => child.type === 'text') ? (
        <p>
          <Inline of={node} />
        </p>
      ) : (
        <Blocks of={node} />
      )}
    </Framed>
  )
}

/** A block that is a passage carries its line; a block inside another one does not. */
function Framed({ node, children }: { node: BodyNode; children: ReactNode }) {
  const { of } = useSurroundings().standings
  const standing = of.get(node)?.standing
  if (!standing) return children
  return (
    <div className="passage" data-standing={standing}>
      {children}
      <Said node={node} />
    </div>
  )
}

/** Where a passage stands, for those who do not see its line, and what can be learnt of it. */
function Said({ node }: NodeProps) {
  const passage = useSurroundings().standings.of.get(node)
  return (
    <>
      <SaidOf passage={passage} />
      <AfterPassage passage={passage} />
    </>
  )
}

function Heading({ node }: NodeProps) {
  const { of, mixed } = useSurroundings().standings
  const Level = HEADINGS[Number(node.attrs?.level)] ?? 'h4'
  const passage = of.get(node)
  const standing = passage?.standing
  const marked = mixed && standing !== 'validated'
  return (
    <>
      <Level className={marked ? 'passage' : undefined} data-standing={marked ? standing : undefined}>
        <Inline of={node} />
        <SaidOf passage={passage} alone />
      </Level>
      <AfterPassage passage={passage} />
    </>
  )
}

const HEADINGS: Readonly<Record<number, 'h2' | 'h3' | 'h4'>> = { 2: 'h2', 3: 'h3', 4: 'h4' }

function Item({ node }: NodeProps) {
  return (
    <li {...usePassage(node)}>
      <Blocks of={node} />
      <Said node={node} />
    </li>
  )
}

function Task({ node }: NodeProps) {
  const { t } = useLanguage()
  const done = node.attrs?.checked === true
  return (
    <li {...usePassage(node)}>
      <span className="task-mark" data-done={done}>
        <span className="said-only">{done ? t.reading.done : t.reading.notDone} </span>
      </span>
      <div>
        <Blocks of={node} />
        <Said node={node} />
      </div>
    </li>
  )
}

function Row({ node }: NodeProps) {
  return (
    <tr {...usePassage(node)}>
      {node.content?.map((cell, at) => (
        // oxlint-disable-next-line react/no-array-index-key
        <Cell key={at} node={cell} said={at === 0 && <Said node={node} />} />
      ))}
    </tr>
  )
}

function Cell({ node, said }: NodeProps & { said: ReactNode }) {
  const span = { colSpan: Number(node.attrs?.colspan) || 1, rowSpan: Number(node.attrs?.rowspan) || 1 }
  const content = (
    <>
      <Blocks of={node} />
      {said}
    </>
  )
  return node.type === 'tableHeader' ? (
    <th scope="col" {...span}>
      {content}
    </th>
  ) : (
    <td {...span}>{content}</td>
  )
}

/** Scrolls sideways by itself where the screen is narrow; the keyboard can scroll it too. */
function Table({ node }: NodeProps) {
  const { t } = useLanguage()
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="table-scroll" aria-label={t.reading.tableHint} tabIndex={0}>
      <table>
        <tbody>
          <Blocks of={node} />
        </tbody>
      </table>
    </section>
  )
}

function Callout({ node }: NodeProps) {
  const { t } = useLanguage()
  const kind = String(node.attrs?.kind) as CalloutKind
  return (
    <Framed node={node}>
      <div className="callout" role="note" data-kind={kind}>
        <p className="callout-kind">{t.callouts[kind] ?? t.callouts.tip}</p>
        <Blocks of={node} />
      </div>
    </Framed>
  )
}

function Code({ node }: NodeProps) {
  const { t } = useLanguage()
  return (
    <Framed node={node}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="code-scroll" aria-label={t.reading.code} tabIndex={0}>
        <pre>
          <code>
            <Inline of={node} />
          </code>
        </pre>
      </section>
    </Framed>
  )
}

function Picture({ node }: NodeProps) {
  const { file, alt, width, height } = node.attrs ?? {}
  if (typeof file !== 'string' || !FILE.test(file)) return null
  return (
    <Framed node={node}>
      <img
        className="picture"
        src={`/files/${file}`}
        alt={typeof alt === 'string' ? alt : ''}
        width={Number(width) || undefined}
        height={Number(height) || undefined}
        loading="lazy"
        decoding="async"
      />
    </Framed>
  )
}

const FILE = /^[0-9a-f]{64}$/

function usePassage(node: BodyNode) {
  const standing = useSurroundings().standings.of.get(node)?.standing
  return standing ? { className: 'passage', 'data-standing': standing } : {}
}
