import type { SnippetPart } from '@terreau/shared/language/snippet.ts'

/** A piece of a page with the words that answer marked. */
export function Snippet({ parts }: { parts: readonly SnippetPart[] }) {
  // oxlint-disable-next-line react/no-array-index-key
  return parts.map(({ text, hit }, at) => (hit ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>))
}
