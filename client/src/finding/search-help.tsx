import { useFindingWords } from '../i18n/finding.ts'

/** How to ask more precisely, for those who want to. */
export function SearchHelp() {
  const words = useFindingWords()
  return (
    <details className="search-help small">
      <summary>{words.finer}</summary>
      <dl>
        {words.finerSays.map(({ write, means }) => (
          <div key={write}>
            <dt>{write}</dt>
            <dd className="muted">{means}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
