import type { ReactNode } from 'react'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import { Link } from 'wouter'
import { PageLink } from '../ui/page-link.tsx'
import { useLanguage } from '../i18n/language.tsx'
import { callId } from './notes.ts'
import { useSurroundings } from './surroundings.ts'

/** The words of a block: text with its marks, links to pages, calls to sources. */
export function Inline({ of }: { of: BodyNode }): ReactNode {
  // oxlint-disable-next-line react/no-array-index-key
  return of.content?.map((node, at) => <Word key={at} node={node} />)
}

function Word({ node }: { node: BodyNode }): ReactNode {
  if (node.type === 'text') return marked(node)
  if (node.type === 'hardBreak') return <br />
  if (node.type === 'pageLink') return <Mention node={node} />
  if (node.type === 'citation') return <Citation node={node} />
  return <Inline of={node} />
}

function marked({ text, marks = [] }: BodyNode): ReactNode {
  return marks.reduce<ReactNode>((inner, mark) => withMark(inner, mark), text)
}

function withMark(inner: ReactNode, mark: { type: string; attrs?: Record<string, unknown> }): ReactNode {
  switch (mark.type) {
    case 'bold':
      return <strong>{inner}</strong>
    case 'italic':
      return <em>{inner}</em>
    case 'strike':
      return <s>{inner}</s>
    case 'code':
      return <code>{inner}</code>
    case 'link':
      return <AnyLink href={mark.attrs?.href}>{inner}</AnyLink>
    default:
      return inner
  }
}

const SAFE = /^(?:https?:|mailto:|tel:)/i

/** A link out of the wiki, or within it. Any other scheme is left as plain text. */
export function AnyLink({ href, children }: { href: unknown; children: ReactNode }) {
  if (typeof href !== 'string') return children
  if (/^\/(?!\/)/.test(href)) return <Link href={href}>{children}</Link>
  if (!SAFE.test(href)) return children
  return (
    <a href={href} rel="noopener nofollow">
      {children}
    </a>
  )
}

/** Another page, under the title it has today. */
function Mention({ node }: { node: BodyNode }) {
  const { t } = useLanguage()
  const page = useSurroundings().named.get(String(node.attrs?.page))
  if (!page) return typeof node.attrs?.text === 'string' && node.attrs.text ? node.attrs.text : t.reading.untitledLink
  return <PageLink page={page} />
}

function Citation({ node }: { node: BodyNode }) {
  const { t } = useLanguage()
  const call = useSurroundings().notes.calls.get(node)
  if (!call) return null
  const { number, nth } = call
  const locator = typeof node.attrs?.locator === 'string' ? node.attrs.locator : ''
  const said = locator ? t.reading.noteIn(number, locator) : t.reading.note(number)
  return (
    <sup>
      <a id={callId(number, nth)} href={`#source-${number}`} aria-label={said}>
        {number}
      </a>
    </sup>
  )
}
