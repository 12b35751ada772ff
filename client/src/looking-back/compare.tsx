import { versionsOf } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import type { TimelineProps } from './timeline.tsx'

const chosen = (point: string | null) =>
  point === 'start' ? 'debut' : point === 'now' ? 'maintenant' : (point ?? undefined)

/** Any two points of the page beside each other; a form that the browser sends by itself. */
export function Compare({ slug, list, diff, before }: TimelineProps) {
  const { t, format } = useLanguage()
  const versions = useValue(versionsOf(slug))?.versions ?? []
  const points = [
    ...versions.map(({ number, at }) => ({ id: `v${number}`, label: t.history.version(number, format.instant(at)) })),
    ...list.contributions.map(({ id, author, to }) => ({ id, label: t.history.by(author.name, format.instant(to)) })),
  ]
  return (
    <details className="history-compare" open={diff.from !== null}>
      <summary>{t.history.compare}</summary>
      <form className="stack" action={`/p/${slug}/historique`} key={`${diff.from} ${diff.to}`}>
        {before && <input type="hidden" name="avant" value={before} />}
        <label className="field">
          <span>{t.history.fromPoint}</span>
          <select className="input" name="de" defaultValue={chosen(diff.from) ?? 'debut'}>
            {points.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
            <option value="debut">{t.history.start}</option>
          </select>
        </label>
        <label className="field">
          <span>{t.history.toPoint}</span>
          <select className="input" name="a" defaultValue={chosen(diff.to)}>
            <option value="maintenant">{t.history.now}</option>
            {points.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <p>
          <button className="btn">{t.history.doCompare}</button>
        </p>
      </form>
    </details>
  )
}
